/** What a check comes to. Its outcome is one that has sentences: the compiler knows the words. */
import type { DoctorCheck } from '../../../../shared/networkModel.ts'
import type words from '../../../../shared/words/doctor.json'
import type { Findings } from './findings.ts'

export type CheckId = DoctorCheck['id']
type WordId = keyof typeof words
export type OutcomeOf<I extends string> = WordId extends infer K
  ? K extends `doctor.${I}.${infer O}.title`
    ? O
    : never
  : never

export interface Verdict<O extends string = string> {
  state: DoctorCheck['state']
  outcome: O
  values: DoctorCheck['values']
  action: DoctorCheck['action']
}

/** Undefined: the check has no place here. */
export type Check<I extends CheckId> = (findings: Findings) => Verdict<OutcomeOf<I>> | undefined

type Made = <O extends string>(outcome: O, values?: Verdict['values'], action?: Verdict['action']) => Verdict<O>

const make =
  (state: Verdict['state']): Made =>
  (outcome, values = {}, action = null) => ({ state, outcome, values, action })

export const ok = make('ok')
export const bad = make('bad')
export const caution = make('caution')
export const unchecked = make('unchecked')
export const checking = (values: Verdict['values'] = {}): Verdict<'checking'> => make('checking')('checking', values)

/** 'eth0, wlan0 and eth1'. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
