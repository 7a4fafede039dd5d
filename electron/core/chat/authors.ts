/** Who wrote an entry, as far as is known; and how many strangers may write at all. */
import { toHex } from '../crypto/bytes.ts'
import type { Introduced } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import { keepIntroduction } from './introduction.ts'

/** `person` is null until the device was introduced. */
export interface Author {
  num: number
  person: number | null
  account: Uint8Array | null
}

/** Strangers can invent authors: so many entries of nobody known are kept, and so many logs in a room, and no more. */
const MAX_UNINTRODUCED = 2_000
const MAX_LOGS = 4_096

export interface AuthorsComponents {
  store: Store
  /** This account's key. */
  self: Uint8Array
  now(): number
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
  /** What a device wrote counts from now on. Answers rows that look different. */
  effects(device: Uint8Array): number[]
}

/** All of it inside a transaction. */
export function createAuthors({ store, self, now, nearby, effects }: AuthorsComponents) {
  /** Those who have written: known people are never forgotten then. */
  const kept = new Map<string, Author>()

  function of(device: Uint8Array): Author {
    const known = kept.get(toHex(device))
    if (known !== undefined) return known
    const num = store.people.deviceNum(device, now())
    const person = store.people.device(device)?.person ?? null
    return { num, person, account: (person === null ? undefined : store.people.accountOf(person)) ?? null }
  }

  function isKnown(device: Uint8Array): boolean {
    return kept.has(toHex(device)) || store.people.device(device)?.person != null
  }

  function hasLog(room: number, device: Uint8Array): boolean {
    const num = store.people.device(device)?.num
    return num !== undefined && store.logs.get(room, num) !== undefined
  }

  return {
    of,
    /** Why an entry of this device is not taken in a room, whatever it says; undefined where it may be. */
    refuse(room: number, device: Uint8Array, isIntroduction: boolean): string | undefined {
      if (!isIntroduction && !isKnown(device) && store.events.unintroduced() >= MAX_UNINTRODUCED)
        return 'too many unknown authors'
      return hasLog(room, device) || store.logs.count(room) < MAX_LOGS ? undefined : 'too many authors'
    },
    /** Keeps an introduction. Answers who it is, and rows that look different. */
    introduce(introduced: Introduced): { author: Author; shown: number[] } {
      const { shown } = keepIntroduction(store, introduced, { now: now(), near: nearby(), self, effects })
      kept.delete(toHex(introduced.device))
      return { author: of(introduced.device), shown }
    },
    /** An entry of theirs is stored. */
    wrote(device: Uint8Array, author: Author): void {
      if (author.person !== null) kept.set(toHex(device), author)
    },
    /** A transaction was taken back. */
    forget: (): void => kept.clear()
  }
}
