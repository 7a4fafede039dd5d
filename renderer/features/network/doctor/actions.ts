/** What the doctor's one way out of each trouble does here. */
import type { AccountId } from '../../../../shared/model.ts'
import type { DoctorCheck } from '../../../../shared/networkModel.ts'

type Action = NonNullable<DoctorCheck['action']>

/** Ways out that are done elsewhere, on this computer or by the people: they are explained. */
const EXPLAINED = ['allow-firewall', 'date-settings', 'share'] as const
export type Explained = (typeof EXPLAINED)[number]
export const isExplained = (action: Action): action is Explained => EXPLAINED.some(one => one === action)

/** Which system this page runs on, as far as a firewall is concerned. */
export function systemOf(platform: string): 'windows' | 'mac' | 'linux' {
  if (/^mac/i.test(platform)) return 'mac'
  return /^win/i.test(platform) ? 'windows' : 'linux'
}

export interface Ways {
  probe(): void
  add(): void
  networkSettings(): void
  beHeard(): void
  again(): void
}

/** What a press does; undefined for what is explained instead. */
export function act(action: Exclude<Action, Explained>, ways: Ways): void {
  switch (action) {
    case 'probe':
      return ways.probe()
    case 'add':
      return ways.add()
    case 'network-settings':
    case 'interfaces':
      return ways.networkSettings()
    case 'be-heard':
      return ways.beHeard()
    case 'retry':
      return ways.again()
  }
}

/** In the picker, everybody is no account. */
export const EVERYBODY = ''
export const accountOf = (value: string): AccountId | null => (value === EVERYBODY ? null : (value as AccountId))
