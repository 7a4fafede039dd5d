/** What people are called, for sentences about somebody of whom only the account is known: whoever stands in between. */
import { createContext, useContext } from 'react'
import type { AccountId } from '../../shared/model.ts'

export interface Names {
  /** The whole name; undefined for somebody never heard of. */
  whole(account: AccountId): string | undefined
  /** The first word of it, or the whole name where that word means two people. */
  short(account: AccountId): string | undefined
}

interface Named {
  readonly account: AccountId
  readonly name: string
}

const first = (name: string): string => name.split(' ')[0] ?? name

export function namesOf(people: readonly Named[]): Names {
  const byAccount = new Map(people.map(({ account, name }) => [account, name]))
  const times = new Map<string, number>()
  for (const { name } of people) times.set(first(name), (times.get(first(name)) ?? 0) + 1)
  return {
    whole: account => byAccount.get(account),
    short(account) {
      const name = byAccount.get(account)
      return name === undefined || times.get(first(name)) !== 1 ? name : first(name)
    }
  }
}

/** The names of everybody ever heard, for everything below. */
export const NamesContext = createContext<Names>(namesOf([]))
export const useNames = (): Names => useContext(NamesContext)
