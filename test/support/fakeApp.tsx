/** The whole interface in jsdom, on a scripted core behind the real bridge. */
import './browserGaps.ts'
import { configure, render } from '@testing-library/react'
import { App } from '../../renderer/App.tsx'
import { contract } from '../../shared/bridge/contract.ts'
import { serve } from '../../shared/bridge/serve.ts'
import { DEFAULT_SETTINGS } from '../../shared/defaultSettings.ts'
import { createFakeCore, type FakeCore } from '../ui/fakeCore.ts'
import type { Scenario } from '../ui/scenarios.ts'
import { carrierPair } from './carrierPair.ts'

configure({ asyncUtilTimeout: 5_000 }) // the machine may be busy

export interface FakeApp {
  core: FakeCore
  /** While false, opening a pipe fails. */
  answers: { now: boolean }
}

export function openApp(scenario: Scenario): FakeApp {
  history.replaceState(null, '')
  localStorage.clear()
  const core = createFakeCore(scenario, DEFAULT_SETTINGS)
  const answers = { now: true }
  render(
    <App
      open={async () => {
        if (!answers.now) throw new Error('nobody answers')
        const [ui, host, close] = carrierPair()
        core.attach(serve(contract, core.handlers, host), close)
        return ui
      }}
    />
  )
  return { core, answers }
}
