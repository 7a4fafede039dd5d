/** What is wanted of the network: the settings, and before them what this copy was started with. */
import type { InterfaceRule, Settings } from '../../../shared/model.ts'
import type { NetworkRules } from './ports.ts'

/** What cannot be changed while this copy runs. */
export interface FixedRules {
  readonly interfaces?: { readonly only: readonly string[]; readonly never: readonly string[] }
  readonly onlyThisLan?: boolean
  readonly relay?: boolean
}

export function rulesOf(settings: Settings, fixed: FixedRules): NetworkRules {
  const { only = [], never = [] } = fixed.interfaces ?? {}
  const chosen = new Map(Object.entries(settings.interfaces))

  function ruleOf(name: string): { rule: InterfaceRule | null; fixed: boolean } {
    if (never.includes(name)) return { rule: 'never', fixed: true }
    if (only.length > 0) return { rule: only.includes(name) ? 'use' : 'never', fixed: true }
    return { rule: chosen.get(name) ?? null, fixed: false }
  }

  return {
    beHeard: settings.beHeard,
    onlyThisLan: fixed.onlyThisLan === true || settings.onlyThisLan,
    bridge: fixed.relay === true ? 'always' : settings.bridge ? 'auto' : 'never',
    ruleOf,
    uses: name => ruleOf(name).rule !== 'never'
  }
}
