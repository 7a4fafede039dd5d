/** Who was chosen from the list while a text is written: of two people of one name, the one who is meant. */
import { MAX_MENTIONS } from '../../../../shared/limits.ts'
import type { AccountId, Mention } from '../../../../shared/model.ts'

/** By the place of the text. They live as long as this window: a draft outlives them, its names do not change. */
const chosen = new Map<string, readonly Mention[]>()

/** The newest choice counts last, so that it is among those that are kept. */
export function choose(place: string, mention: Mention): void {
  const others = (chosen.get(place) ?? []).filter(({ account }) => account !== mention.account)
  chosen.set(place, [...others, { account: mention.account, name: mention.name }].slice(-MAX_MENTIONS))
}

export function forget(place: string): void {
  chosen.delete(place)
}

/** Accounts that were chosen and whose names still stand in the text. Undefined where there are none. */
export function chosenIn(place: string, text: string): AccountId[] | undefined {
  const still = (chosen.get(place) ?? []).filter(({ name }) => text.includes(`@${name}`))
  return still.length === 0 ? undefined : still.map(({ account }) => account)
}
