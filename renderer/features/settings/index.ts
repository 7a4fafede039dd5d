export { GROUPS as SETTINGS_GROUPS } from './pageNames.ts'
export { KeyTable } from './pages/KeyTable.tsx'
export { SettingsView } from './SettingsView.tsx'
