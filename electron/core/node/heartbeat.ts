/**
 * Whether a connection still lives. Any bytes are a sign of life, so pings go only where it is quiet, and the more
 * connections there are, the more seldom: silence is what must be cheap. Several must be missed before a connection is
 * closed, but from the first miss on it is doubted, and redial looks for a better one. Driven by tick().
 */
import type { Connection, Logger } from '@libp2p/interface'
import type { Timings } from './constants.ts'
import { Patience } from './patience.ts'

export interface HeartbeatInit {
  readonly log: Logger
  readonly timings: Timings
  now(): number
  random(): number
  connections(): Connection[]
  /** When anything last came over a connection; undefined where that cannot be told. */
  heardAt(connection: Connection): number | undefined
  /** Something that pings over this connection, and says when an answer came. */
  pinger(connection: Connection, echoed: (rttMs: number) => void): { send(): void }
  measured(connection: Connection, rttMs: number): void
  /** It missed a ping: nothing is sure about it any more. */
  doubted(connection: Connection): void
}

interface Pulse {
  readonly pinger: { send(): void }
  /** Of this round; drawn anew each time, so that of two ends one asks, and not always the same. */
  intervalMs: number
  heardAt: number
  measuredAt: number
  /** Whether the round trip is known at all. */
  isMeasured: boolean
  /** An unanswered ping: when it was sent, and how long it may take. */
  asked: { at: number; withinMs: number } | null
  misses: number
  /** Something was published to it that it has not reacted to. */
  spokeAt: number | null
  /** Waiting for a quick answer: then silence until this moment ends it. */
  probe: { until: number; answered: Array<(alive: boolean) => void> } | null
}

/** A tick that comes so late that this process did not run: nothing was missed by others. */
const STALL_MS = 1_000

export class Heartbeat {
  readonly #init: HeartbeatInit
  readonly #pulses = new Map<Connection, Pulse>()
  readonly #patience = new Patience()
  #tickedAt: number

  constructor(init: HeartbeatInit) {
    this.#init = init
    this.#tickedAt = init.now()
  }

  tick(): void {
    const now = this.#init.now()
    const passedMs = now - this.#tickedAt
    this.#tickedAt = now
    this.#patience.ticked(passedMs, passedMs - this.#init.timings.tickMs)
    if (passedMs > this.#init.timings.tickMs + STALL_MS) this.#forgive(passedMs)
    const open = this.#init.connections().filter(({ status }) => status === 'open')
    for (const [connection, pulse] of this.#pulses) {
      if (connection.status === 'open') continue
      this.#pulses.delete(connection)
      this.#answerProbe(pulse, false)
    }
    for (const connection of open) this.#look(connection, this.#pulse(connection, open.length, now), open.length, now)
  }

  /** How much longer than usual others are waited for now, in ms: this process is late itself. */
  get patienceMs(): number {
    return this.#patience.ms
  }

  stop(): void {
    for (const pulse of this.#pulses.values()) this.#answerProbe(pulse, false)
    this.#pulses.clear()
  }

  /** A connection has opened: how far away is the other end? */
  opened(connection: Connection): void {
    const now = this.#init.now()
    this.#ask(this.#pulse(connection, this.#init.connections().length, now), now)
  }

  /** Something was sent to a peer, which should say so soon: silence is doubted earlier than in quiet times. */
  spoke(peer: string): void {
    const now = this.#init.now()
    for (const [{ remotePeer }, pulse] of this.#pulses) if (remotePeer.toString() === peer) pulse.spokeAt ??= now
  }

  /** Whether this connection may be dead. */
  doubts(connection: Connection): boolean {
    const pulse = this.#pulses.get(connection)
    return pulse !== undefined && pulse.misses > 0
  }

  /** An answer within a moment, or the connection is closed. Resolves with whether it lives. */
  probe(connection: Connection): Promise<boolean> {
    if (connection.status !== 'open') return Promise.resolve(false)
    const now = this.#init.now()
    const pulse = this.#pulse(connection, this.#init.connections().length, now)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    pulse.probe ??= { until: now + this.#init.timings.probeMs, answered: [] }
    pulse.probe.answered.push(resolve)
    this.#ask(pulse, now)
    return promise
  }

  /** The network has changed, or this computer slept: all are doubted until they answer. */
  probeAll(): void {
    for (const connection of this.#init.connections()) {
      if (connection.status !== 'open') continue
      void this.probe(connection)
      if (this.#pulses.get(connection)?.probe !== null) this.#doubt(connection)
    }
  }

  #look(connection: Connection, pulse: Pulse, count: number, now: number): void {
    const heardAt = this.#init.heardAt(connection) ?? pulse.heardAt
    if (heardAt > pulse.heardAt) this.#heard(pulse, heardAt, count)
    const { asked, misses, probe, spokeAt } = pulse
    const { missMs } = this.#init.timings
    const patienceMs = this.#patience.ms
    if (probe !== null && now >= probe.until + patienceMs) return this.#end(connection, pulse)
    if (asked === null) {
      if (spokeAt !== null && now - spokeAt >= missMs + patienceMs) this.#ask(pulse, now, missMs)
      else if (now - pulse.heardAt >= pulse.intervalMs || now - pulse.measuredAt >= this.#measureMs(pulse))
        this.#ask(pulse, now)
      return
    }
    if (now - asked.at < asked.withinMs + patienceMs) return
    if (misses + 1 >= this.#init.timings.misses) return this.#end(connection, pulse)
    this.#doubt(connection)
    this.#ask(pulse, now, missMs)
  }

  /** Its first ping may have been lost while the connection was made: that is not left so for long. */
  #measureMs({ isMeasured }: Pulse): number {
    const { measureMs, heartbeatMs } = this.#init.timings
    return isMeasured ? measureMs : heartbeatMs
  }

  /** A sign of life. What was asked before it came is answered by it. */
  #heard(pulse: Pulse, heardAt: number, count: number): void {
    pulse.heardAt = heardAt
    if (pulse.spokeAt !== null && heardAt > pulse.spokeAt) pulse.spokeAt = null
    if (pulse.asked !== null && heardAt < pulse.asked.at) return
    pulse.asked = null
    pulse.misses = 0
    pulse.intervalMs = this.#interval(count)
    this.#answerProbe(pulse, true)
  }

  #ask(pulse: Pulse, now: number, withinMs = this.#init.timings.pingMs): void {
    pulse.asked = { at: now, withinMs }
    pulse.measuredAt = now // an answer that never comes is not asked for at every tick
    pulse.pinger.send()
  }

  #doubt(connection: Connection): void {
    const pulse = this.#pulses.get(connection)
    if (pulse === undefined || pulse.misses++ > 0) return
    this.#init.doubted(connection)
    // perhaps it is not this one but the network: the quiet ones are asked before their time
    const now = this.#init.now()
    const { missMs } = this.#init.timings
    for (const other of this.#pulses.values()) {
      if (other.asked !== null) other.asked.withinMs = Math.min(other.asked.withinMs, now - other.asked.at + missMs)
      else if (now - other.heardAt >= missMs) this.#ask(other, now, missMs)
    }
  }

  #end(connection: Connection, pulse: Pulse): void {
    this.#init.log('%p does not answer any more', connection.remotePeer)
    this.#pulses.delete(connection)
    connection.abort(new Error('it does not answer any more'))
    this.#answerProbe(pulse, false)
  }

  #answerProbe(pulse: Pulse, alive: boolean): void {
    const waiting = pulse.probe?.answered ?? []
    pulse.probe = null
    for (const answered of waiting) answered(alive)
  }

  /** This process stood still: who was asked before gets the whole time again. */
  #forgive(lateMs: number): void {
    for (const pulse of this.#pulses.values()) {
      if (pulse.asked !== null) pulse.asked.at += lateMs
      if (pulse.probe !== null) pulse.probe.until += lateMs
    }
  }

  #pulse(connection: Connection, count: number, now: number): Pulse {
    const known = this.#pulses.get(connection)
    if (known !== undefined) return known
    const echoed = (rttMs: number): void => {
      pulse.isMeasured = true
      this.#heard(pulse, this.#init.now(), this.#init.connections().length)
      this.#init.measured(connection, rttMs)
    }
    const pulse: Pulse = {
      pinger: this.#init.pinger(connection, echoed),
      intervalMs: this.#interval(count),
      heardAt: this.#init.heardAt(connection) ?? now,
      measuredAt: now,
      isMeasured: false,
      asked: null,
      misses: 0,
      spokeAt: null,
      probe: null
    }
    this.#pulses.set(connection, pulse)
    return pulse
  }

  /** Varied widely: whoever draws the shorter one asks, and the other hears it and need not. */
  #interval(count: number): number {
    const { heartbeatMs, heartbeatEachMs, heartbeatMostMs } = this.#init.timings
    const fair = Math.min(heartbeatMostMs, Math.max(heartbeatMs, count * heartbeatEachMs))
    return fair * (0.8 + this.#init.random() * 0.4)
  }
}
