/** How this copy looks and behaves, kept with the rest of it. */
import { DEFAULT_SETTINGS } from '../../../shared/defaultSettings.ts'
import { Settings } from '../../../shared/model.ts'
import type { Store } from '../store/store.ts'

/** What is stored, with defaults for whatever is missing or from another version. */
export function readSettings(store: Store): Settings {
  const stored = Object.entries(store.settings.all())
  const settings = { ...DEFAULT_SETTINGS }
  for (const [name, value] of stored) {
    const next = Settings.safeParse({ ...settings, [name]: value })
    if (next.success) Object.assign(settings, next.data)
  }
  return settings
}

export function writeSettings(store: Store, changed: Partial<Settings>): Settings {
  store.transaction(() => {
    for (const [name, value] of Object.entries(changed)) store.settings.put(name, value)
  })
  return readSettings(store)
}
