/** Keeps a pipe to the core open: when it breaks it is opened again, and everything shown is asked for again. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { connect } from '../../shared/bridge/connect.ts'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { DeniedError, type OpenCarrier } from './carriers.ts'

export type CoreBridge = Bridge<Contract>

/** opening: the first attempt; open; lost: it was open, or never yet was, and is tried again; denied: this page may not. */
export type ConnectionStatus = 'opening' | 'open' | 'lost' | 'denied'

export interface Connection {
  status: ConnectionStatus
  /** Null until the first pipe was open. After that the last one, whose calls reject with 'offline' once it is closed. */
  bridge: CoreBridge | null
  /** Grows with every new pipe, and when events were left out: whatever is shown is asked for again. */
  epoch: number
}

const ConnectionContext = createContext<Connection>({ status: 'opening', bridge: null, epoch: 0 })

export interface BridgeProviderProps {
  open: OpenCarrier
  /** Before the second attempt; doubles with each, up to 5 s. */
  retryMs?: number
  children: ReactNode
}

const RETRY_AT_MOST_MS = 5_000

export function BridgeProvider({ open, retryMs = 250, children }: BridgeProviderProps) {
  const [connection, setConnection] = useState<Connection>({ status: 'opening', bridge: null, epoch: 0 })
  useEffect(() => keepOpen(open, retryMs, setConnection), [open, retryMs])
  return <ConnectionContext value={connection}>{children}</ConnectionContext>
}

type Update = (change: (now: Connection) => Connection) => void

/** Returns the function that stops trying. */
function keepOpen(open: OpenCarrier, retryMs: number, update: Update): () => void {
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function attempt(waitMs: number): Promise<void> {
    try {
      const carrier = await open()
      if (stopped) return
      const bridge = connect<Contract>(carrier)
      bridge.onMissed(() => stopped || update(now => ({ ...now, epoch: now.epoch + 1 })))
      bridge.onClose(() => {
        if (stopped) return
        update(now => ({ ...now, status: 'lost' }))
        timer = setTimeout(() => void attempt(retryMs), retryMs)
      })
      update(now => ({ status: 'open', bridge, epoch: now.epoch + 1 }))
    } catch (err) {
      if (stopped) return
      const denied = err instanceof DeniedError
      update(now => ({ ...now, status: denied ? 'denied' : 'lost' }))
      if (!denied) timer = setTimeout(() => void attempt(Math.min(waitMs * 2, RETRY_AT_MOST_MS)), waitMs)
    }
  }

  void attempt(retryMs)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/** The pipe and how it is. */
export const useConnection = (): Connection => useContext(ConnectionContext)

/** The bridge. Only below what is shown once the core has answered. */
export function useBridge(): CoreBridge {
  const { bridge } = useContext(ConnectionContext)
  if (bridge === null) throw new Error('useBridge needs an open BridgeProvider above it')
  return bridge
}

/** Changes when everything shown must be asked for again: put it into the dependencies of what asks. */
export const useEpoch = (): number => useContext(ConnectionContext).epoch
