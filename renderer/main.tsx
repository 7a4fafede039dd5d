/** Where the page begins: styles, then the application on the pipe that this page has. */
import './ui/global.css'
import { createRoot } from 'react-dom/client'
import { DEFAULT_SETTINGS } from '../shared/defaultSettings.ts'
import { App } from './App.tsx'
import { openCarrier } from './bridge/carriers.ts'
import { applyAppearance } from './features/shell/appearance.ts'

applyAppearance(DEFAULT_SETTINGS) // before the first paint: the system's theme

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(<App open={openCarrier} />)
