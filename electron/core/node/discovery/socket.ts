/** A UDP socket that is shared with whoever else wants the port, and says by name why it fails. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import type { Hearing } from '../../../../shared/networkModel.ts'

export interface UdpInit {
  readonly family: 4 | 6
  /** 0: any free one. */
  readonly port: number
  /** Called once it is bound: joins groups and the like. What it throws is a failure. */
  bound(socket: Socket): void
  heard(bytes: Buffer, from: RemoteInfo): void
  /** It works no more, or never did. Called once. */
  failed(state: Extract<Hearing, 'held' | 'failed'>, err: Error): void
}

export class Udp {
  readonly #init: UdpInit
  readonly #socket: Socket
  #ended = false
  #sending = 0
  #sentAll: (() => void) | undefined
  ready = false

  constructor(init: UdpInit) {
    this.#init = init
    const six = init.family === 6
    this.#socket = createSocket({ type: six ? 'udp6' : 'udp4', reuseAddr: true, ...(six ? { ipv6Only: true } : {}) })
    this.#socket.on('error', this.#failed)
    this.#socket.on('message', (bytes, from) => {
      if (!this.#ended) init.heard(bytes, from)
    })
    this.#socket.bind({ port: init.port, address: six ? '::' : '0.0.0.0' }, this.#bound)
  }

  /** @param wanted false: whether it arrives is not worth the socket */
  send(bytes: Buffer, port: number, address: string, wanted = true): void {
    if (!this.ready) return
    this.#sending++
    this.#socket.send(bytes, port, address, err => {
      if (--this.#sending === 0) this.#sentAll?.()
      if (err && wanted) this.#failed(err)
    })
  }

  /** Closes once everything that was sent has gone out: a goodbye too. */
  async close(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    this.ready = false
    if (this.#sending > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#sentAll = resolve
      await promise
    }
    await new Promise<void>(resolve => {
      try {
        this.#socket.close(() => resolve())
      } catch {
        resolve() // a socket that never was bound
      }
    })
  }

  readonly #bound = (): void => {
    if (this.#ended) return
    try {
      this.#init.bound(this.#socket)
      this.ready = true
    } catch (err) {
      this.#failed(err instanceof Error ? err : new Error(String(err)))
    }
  }

  readonly #failed = (err: Error): void => {
    if (this.#ended) return
    // Windows tells of somebody else's closed port here
    if (this.ready && 'code' in err && (err.code === 'ECONNRESET' || err.code === 'ECONNREFUSED')) return
    void this.close()
    const held = 'code' in err && (err.code === 'EADDRINUSE' || err.code === 'EACCES')
    this.#init.failed(held ? 'held' : 'failed', err)
  }
}
