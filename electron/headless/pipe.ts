/** The bridge without a wire: this host's own call into the core. */
import type { Carrier } from '../../shared/bridge/rpc.ts'

/** Two ends of one pipe, and the function that closes it. */
export function pipe(): [Carrier, Carrier, close: () => void] {
  const sides = [newSide(), newSide()] as const
  const end = (own: Side, other: Side): Carrier => ({
    send: frame => queueMicrotask(() => other.frames.forEach(listener => listener(frame))),
    onFrame: listener => own.frames.push(listener),
    onClose: listener => own.closes.push(listener)
  })
  const close = (): void => {
    for (const side of sides) for (const listener of side.closes.splice(0)) listener()
  }
  return [end(sides[0], sides[1]), end(sides[1], sides[0]), close]
}

interface Side {
  frames: Array<(frame: unknown) => void>
  closes: Array<() => void>
}
const newSide = (): Side => ({ frames: [], closes: [] })
