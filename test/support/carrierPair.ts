/** Two ends of one pipe. Frames are copied through JSON, as a WebSocket would. */
import type { Carrier } from '../../shared/bridge/rpc.ts'

export function carrierPair(): [Carrier, Carrier, close: () => void] {
  const frames: Array<Array<(frame: unknown) => void>> = [[], []]
  const closes: Array<() => void> = []
  const end = (mine: number, other: number): Carrier => ({
    send(frame) {
      const copy: unknown = JSON.parse(JSON.stringify(frame))
      queueMicrotask(() => {
        for (const listener of frames[other] ?? []) listener(copy)
      })
    },
    onFrame: listener => void frames[mine]?.push(listener),
    onClose: listener => void closes.push(listener)
  })
  return [end(0, 1), end(1, 0), () => closes.forEach(close => close())]
}
