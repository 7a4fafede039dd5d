/**
 * The real application on a scripted core, behind the real bridge. By query string:
 * scenario=new|empty|busy|locked|one|sixty|many|offline|operations|private, doctor=fine|away|firewall|alone, theme, contrast,
 * density, textSize, lang=pseudo, dir=rtl.
 */
import '../../renderer/ui/global.css'
import { createRoot } from 'react-dom/client'
import { App } from '../../renderer/App.tsx'
import { applyAppearance } from '../../renderer/features/shell/appearance.ts'
import { contract } from '../../shared/bridge/contract.ts'
import { serve } from '../../shared/bridge/serve.ts'
import { DEFAULT_SETTINGS } from '../../shared/defaultSettings.ts'
import { Settings } from '../../shared/model.ts'
import { carrierPair } from '../support/carrierPair.ts'
import { DOCTOR_CASES } from './doctorCases.ts'
import { createFakeCore, type FakeCore } from './fakeCore.ts'
import { isScenario } from './scenarios.ts'

declare global {
  interface Window {
    /** For tests: makes things happen on the core's side. */
    fakeCore?: FakeCore
  }
}

const query = new URLSearchParams(location.search)
const scenario = query.get('scenario') ?? 'busy'
if (!isScenario(scenario)) throw new Error(`no scenario named ${scenario}`)
const settings = Settings.parse({
  ...DEFAULT_SETTINGS,
  theme: query.get('theme') ?? 'system',
  contrast: query.get('contrast') ?? 'system',
  density: query.get('density') ?? 'comfortable',
  textSize: Number(query.get('textSize') ?? 100)
})
applyAppearance(settings)

const core = createFakeCore(scenario, settings)
const doctor = DOCTOR_CASES.find(name => name === query.get('doctor'))
if (doctor !== undefined) core.state.doctorCase = doctor
window.fakeCore = core

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <App
    open={async () => {
      const [ui, host, close] = carrierPair()
      core.attach(
        serve(contract, core.handlers, host, (call, err) => console.error(call, err)),
        close
      )
      return ui
    }}
    language={query.get('lang') === 'pseudo' ? 'pseudo' : 'en'}
    direction={query.get('dir') === 'rtl' ? 'rtl' : 'ltr'}
  />
)
