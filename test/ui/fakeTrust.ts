/** Whom the scripted core believes: numbers to compare, codes to scan, marks, new keys, and those who are blocked. */
import { ChatError } from '../../shared/errors.ts'
import type { AccountId, Person, Safety } from '../../shared/model.ts'
import { changeRoom, type FakeState, type Some, type Tell } from './fakeState.ts'
import { createHash } from './hash.ts'
import { NOW } from './scenarios.ts'

type Trust = Omit<Some<'people'>, 'people.list' | 'people.connect'>

/** What somebody's screen shows to be scanned; of another device of theirs, another. */
export const codeOf = (account: string): string => `earshot:verify/1/${createHash(`code ${account}`).slice(0, 44)}`
/** A code whose key is not the one that is known. */
export const changedCodeOf = (account: string): string => `${codeOf(account)}x`

const WORDS =
  'harbour violin seven pepper cloud anchor lantern meadow copper whistle orchard canvas thunder maple ribbon walnut glacier pocket'

export function safetyOf(account: AccountId): Safety {
  const hex = createHash(`safety ${account}`).repeat(2)
  const digits = Array.from({ length: 12 }, (_, i) =>
    `${Number.parseInt(hex.slice(i * 5, i * 5 + 5), 16) % 100_000}`.padStart(5, '0')
  )
  return { digits, words: WORDS.split(' '), code: codeOf(`me ${account}`) }
}

export function trustHandlers(state: FakeState, tell: Tell): Trust {
  const known = (account: AccountId): Person => {
    const person = state.people.find(one => one.account === account)
    if (person === undefined) throw new ChatError('person.unknown')
    return person
  }
  const change = (account: AccountId, some: Partial<Person>): Person => {
    const next = { ...known(account), ...some }
    state.people = state.people.map(person => (person.account === account ? next : person))
    tell('people.changed', [next])
    return next
  }
  const open = (account: AccountId, closed: 'blocked' | 'key-changed' | null): void => {
    const room = state.rooms.find(one => one.with === account)
    if (room !== undefined) changeRoom(state, tell, room.roomId, { closed })
  }
  return {
    'people.safety': ({ account }) => safetyOf(known(account).account),
    'people.verify': ({ account, how }) => change(account, { verified: { at: NOW, how } }),
    'people.differ'({ account }) {
      open(account, 'key-changed')
      return change(account, { verified: null, keyChanged: { at: NOW, before: null, differs: true } })
    },
    'people.unverify': ({ account }) => change(account, { verified: null }),
    'people.scan'({ account, text }) {
      const person = known(account)
      if (text === changedCodeOf(account)) return { result: 'changed', person }
      if (text === codeOf(account)) {
        return { result: 'same', person: change(account, { verified: { at: NOW, how: 'code' } }) }
      }
      if (text === safetyOf(account).code) return { result: 'own', person }
      return { result: text.startsWith('earshot:verify/') ? 'somebody-else' : 'no-code', person }
    },
    'people.acceptKey'({ account }) {
      open(account, null)
      return change(account, { keyChanged: null, verified: null })
    },
    'people.notTheirs'({ account }) {
      open(account, null)
      return change(account, { keyChanged: null })
    },
    'people.block'({ account, on }) {
      open(account, on ? 'blocked' : null)
      return change(account, { blocked: on })
    }
  }
}
