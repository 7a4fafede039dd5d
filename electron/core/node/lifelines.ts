/**
 * When bytes last came over a connection, and which address of ours it goes from. libp2p keeps both to itself; the
 * connection gater is shown the raw connection, and knows it again by the timeline that both share.
 */
import type { Connection, MultiaddrConnection } from '@libp2p/interface'

interface Line {
  /** By performance.now(). */
  heardAt: number
  readonly local: string | null
  isFarewell: boolean
}

export class Lifelines {
  readonly #lines = new WeakMap<object, Line>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** From the gater, once the other end has proved who it is: before that, bytes would be taken from who needs them. */
  watch(raw: MultiaddrConnection): void {
    const line: Line = { heardAt: this.#now(), local: localHost(raw), isFarewell: false }
    this.#lines.set(raw.timeline, line)
    raw.addEventListener('message', () => {
      line.heardAt = this.#now()
    })
    raw.addEventListener('close', ({ error }) => {
      line.isFarewell = error === undefined
    })
  }

  /** Whether a closed connection was closed in order. */
  isFarewell(connection: Connection): boolean {
    return this.#lines.get(connection.timeline)?.isFarewell ?? false
  }

  /** When anything last came over it; undefined for a connection that was never watched. */
  heardAt(connection: Connection): number | undefined {
    return this.#lines.get(connection.timeline)?.heardAt
  }

  /** The address of this computer that it goes from; null where that cannot be told. */
  localHost(connection: Connection): string | null {
    return this.#lines.get(connection.timeline)?.local ?? null
  }
}

/** The address of ours that a raw connection goes from. */
export function localHost(raw: object): string | null {
  const host = ofSocket(raw, 'localAddress')
  return typeof host === 'string' ? host.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '') : null
}

/** Whether the other end has said anything at all. */
export const hasSpoken = (raw: object): boolean => Number(ofSocket(raw, 'bytesRead') ?? 0) > 0

/** The TCP transport keeps its socket on the raw connection, and no type says so. Other transports have none. */
function ofSocket(raw: object, property: 'localAddress' | 'bytesRead'): unknown {
  const socket: unknown = Reflect.get(raw, 'socket')
  return typeof socket === 'object' && socket !== null ? Reflect.get(socket, property) : undefined
}
