/** Who is new: heard for the first time not long ago, and never written with from here. */
import type { Person } from '../../../shared/model.ts'

/** For how long somebody counts as new. */
export const NEW_FOR_MS = 60 * 60 * 1000

export const isNew = (person: Person, now: number): boolean =>
  person.nearness !== 'out' && now - person.firstHeardAt < NEW_FOR_MS
