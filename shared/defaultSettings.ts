/** How a new copy looks and behaves. Apart from the schema, so that the interface needs no schemas. */
import type { Settings } from './model.ts'

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  contrast: 'system',
  motion: 'system',
  density: 'comfortable',
  textSize: 100,
  clock: '24',
  enterSends: true,
  readReceipts: true,
  whoMayWrite: 'everybody',
  carryForOthers: true,
  lockAfter: null,
  beHeard: true,
  onlyThisLan: false,
  bridge: true,
  interfaces: {}
}
