/** What a bench's main process and its peers say to each other, and the 200-byte messages they measure with. */

export type Order =
  | { order: 'dial'; address: string }
  /** One message at a time, each `gapMs` after the one before. */
  | { order: 'paced'; count: number; gapMs: number }
  /** As fast as it goes. */
  | { order: 'flood'; count: number }
  /** Tell when so many messages have arrived, and how long each took; `watched`: calls are made meanwhile, and timed. */
  | { order: 'expect'; count: number; watched?: boolean }
  | { order: 'end' }

export type Report =
  | { report: 'ready'; address: string }
  | { report: 'meshed' }
  | { report: 'sent' }
  /** firstAt: when the first was sent; openedFor: ms from the first to the last that came; callsMs: how long each call took that was made meanwhile. */
  | { report: 'arrived'; latenciesMs: number[]; firstAt: string; lastAt: string; openedFor: number; callsMs: number[] }

const BYTES = 200

/** Nanoseconds on a clock that all processes of this machine share. */
export const nowNs = (): bigint => process.hrtime.bigint()

/** A text of 200 bytes that begins with when it was sent. */
export const stamped = (): string => `${nowNs()} `.padEnd(BYTES, 'x')

const sentAtOf = (text: string): bigint => BigInt(text.slice(0, text.indexOf(' ')))

export const report = (message: Report): void => void process.send?.(message)

const CALL_EVERY_MS = 20

/**
 * Counts what arrives, once, and reports when all of it has.
 *
 * @param call what is timed meanwhile where that was ordered
 */
export function createTally(call?: () => Promise<unknown>) {
  let wanted = 0
  let latenciesMs: number[] = []
  let firstAt = 0n
  let arrivedFirstAt = 0n
  let callsMs: number[] = []
  let calling: NodeJS.Timeout | undefined
  const seen = new Set<string>()

  async function time(): Promise<void> {
    const begun = performance.now()
    await call?.()
    callsMs.push(performance.now() - begun)
  }

  return {
    expect(count: number, watched = false): void {
      wanted = count
      latenciesMs = []
      callsMs = []
      firstAt = 0n
      seen.clear()
      if (watched) calling = setInterval(() => void time(), CALL_EVERY_MS)
    },
    arrived(text: string, id: string): void {
      if (wanted === 0 || seen.has(id)) return
      seen.add(id)
      const at = nowNs()
      const sentAt = sentAtOf(text)
      if (firstAt === 0n) [firstAt, arrivedFirstAt] = [sentAt, at]
      latenciesMs.push(Number(at - sentAt) / 1e6)
      if (latenciesMs.length < wanted) return
      wanted = 0
      clearInterval(calling)
      const openedFor = Number(at - arrivedFirstAt) / 1e6
      report({ report: 'arrived', latenciesMs, firstAt: String(firstAt), lastAt: String(at), openedFor, callsMs })
    }
  }
}

/** Carries out orders until told to end. */
export function obey(carryOut: (order: Order) => Promise<void>): void {
  process.on('message', (order: Order) => {
    carryOut(order).catch(err => {
      console.error(err)
      process.exit(1)
    })
  })
  process.on('disconnect', () => process.exit(0))
}
