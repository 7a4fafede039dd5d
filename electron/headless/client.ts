/** The command line's end of the local socket: finds the host of a folder and speaks the bridge with it. */
import { createConnection, type Socket } from 'node:net'
import { z } from 'zod'
import { connect } from '../../shared/bridge/connect.ts'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { lineCarrier } from './lineCarrier.ts'
import type { Opening } from './localSocket.ts'
import { socketPath } from './socketPath.ts'

/** Nobody answers for this folder. */
export class NoHostError extends Error {
  override readonly name = 'NoHostError'
}

export interface Connection {
  bridge: Bridge<Contract>
  close(): void
}

/** Throws NoHostError. */
export async function openBridge(dataDir: string): Promise<Connection> {
  const socket = await dial(dataDir, 'bridge')
  return { bridge: connect<Contract>(lineCarrier(socket)), close: () => socket.destroy() }
}

const HostFrame = z.object({ url: z.string() })

/** A fresh link for a browser. Throws NoHostError. */
export async function askLink(dataDir: string): Promise<string> {
  const socket = await dial(dataDir, 'link')
  const answer = Promise.withResolvers<string>()
  const carrier = lineCarrier(socket)
  carrier.onFrame(frame => answer.resolve(HostFrame.parse(frame).url))
  carrier.onClose(() => answer.reject(new NoHostError('the host went away')))
  return answer.promise.finally(() => socket.destroy())
}

async function dial(dataDir: string, opening: Opening): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const nobody = (cause: unknown): void => reject(new NoHostError(`no host is running for ${dataDir}`, { cause }))
  try {
    const socket = createConnection(socketPath(dataDir))
    socket.on('error', nobody) // stays: a host that goes at this moment is told by the end of the socket
    socket.once('connect', () => {
      socket.write(`${JSON.stringify({ open: opening })}\n`)
      resolve(socket)
    })
  } catch (err) {
    nobody(err) // the folder is not there
  }
  return promise
}
