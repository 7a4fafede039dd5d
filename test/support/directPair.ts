/** Two ends of one pipe in one process, without copies: for measuring what is behind it. */
import type { Carrier } from '../../shared/bridge/rpc.ts'

export function directPair(): [Carrier, Carrier] {
  const listeners: Array<Array<(frame: unknown) => void>> = [[], []]
  const end = (mine: number, other: number): Carrier => ({
    send: frame => queueMicrotask(() => listeners[other]?.forEach(listener => listener(frame))),
    onFrame: listener => void listeners[mine]?.push(listener),
    onClose: () => {}
  })
  return [end(0, 1), end(1, 0)]
}
