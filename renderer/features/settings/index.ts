export { KeyTable } from './pages/KeyTable.tsx'
export { SettingsView } from './SettingsView.tsx'
