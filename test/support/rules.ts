/** Rules for networks in tests: what a new copy has. */
import { type FixedRules, rulesOf } from '../../electron/core/chat/rules.ts'
import { DEFAULT_SETTINGS } from '../../shared/defaultSettings.ts'
import type { Settings } from '../../shared/model.ts'

/** Those of the default settings, but for what is given. */
export const rules = (changed: Partial<Settings> = {}, fixed: FixedRules = {}) =>
  rulesOf({ ...DEFAULT_SETTINGS, ...changed }, fixed)
