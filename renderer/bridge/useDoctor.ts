/** Asks the doctor, and shows what is known while it looks. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { AccountId } from '../../shared/model.ts'
import type { DoctorReport } from '../../shared/networkModel.ts'
import { useBridge } from './BridgeProvider.tsx'
import { useCall } from './useCall.ts'

export interface Doctor {
  /** Of the last run, while it runs as far as it has come. */
  report: DoctorReport | undefined
  /** Whom the last run is about; null: everybody; undefined: nothing was asked yet. */
  about: AccountId | null | undefined
  busy: boolean
  error: unknown
  run: (account: AccountId | null) => Promise<void>
}

export function useDoctor(): Doctor {
  const bridge = useBridge()
  const { run: ask, busy, error } = useCall('doctor.run')
  const [about, setAbout] = useState<AccountId | null>()
  const [report, setReport] = useState<DoctorReport>()
  const asked = useRef<AccountId | null | undefined>(undefined)

  useEffect(
    () =>
      bridge.on('doctor.changed', next => {
        if (next.account === asked.current) setReport(next) // another interface may ask about somebody else
      }),
    [bridge]
  )
  const run = useCallback(
    async (account: AccountId | null) => {
      if (asked.current !== account) setReport(undefined)
      asked.current = account
      setAbout(account)
      const done = await ask(account === null ? {} : { account })
      if (done !== undefined && asked.current === account) setReport(done)
    },
    [ask]
  )
  return { report, about, busy, error, run }
}
