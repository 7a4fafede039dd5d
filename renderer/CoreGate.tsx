/** Which screen the core's state calls for: locked, new, open; or what to do while it does not answer. */
import { useState } from 'react'
import { DEFAULT_SETTINGS } from '../shared/defaultSettings.ts'
import type { RoomId } from '../shared/model.ts'
import { useConnection } from './bridge/BridgeProvider.tsx'
import { useCoreState, useSettings } from './bridge/queries.ts'
import { Onboarding } from './features/onboarding/index.ts'
import { ConnectionBar, DeniedPage, FailedPage, OpeningPage, useAppearance } from './features/shell/index.ts'
import { Unlock } from './features/unlock/index.ts'
import { ClockContext } from './i18n/format.ts'
import { Shell } from './Shell.tsx'

export function CoreGate() {
  const { bridge, status } = useConnection()
  if (status === 'denied') return <DeniedPage />
  if (bridge === null) return status === 'lost' ? <ConnectionBar /> : <OpeningPage />
  return <Answering />
}

function Answering() {
  const core = useCoreState()
  const settings = useSettings()
  // The first screen stays until its channel is open, though the core has an account by then.
  const [arriving, setArriving] = useState(false)
  const [arrivedIn, setArrivedIn] = useState<RoomId>()
  useAppearance(settings.data ?? DEFAULT_SETTINGS)
  if (core.data === undefined) return core.error === undefined ? <OpeningPage /> : <FailedPage error={core.error} />
  const { stage, me } = core.data
  if (stage === 'locked') return <Unlock />
  if (stage === 'new' || arriving || me === null) {
    return (
      <Onboarding
        suggested={core.data.suggested}
        onStart={() => setArriving(true)}
        onFail={() => setArriving(false)}
        onDone={roomId => {
          setArrivedIn(roomId)
          setArriving(false)
        }}
      />
    )
  }
  const known = settings.data ?? DEFAULT_SETTINGS
  return (
    <ClockContext value={known.clock}>
      <Shell me={me} settings={known} arrivedIn={arrivedIn} />
    </ClockContext>
  )
}
