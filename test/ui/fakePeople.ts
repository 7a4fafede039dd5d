/** Whom the scripted core knows, and what comes of reaching somebody by an address or a code. */
import { ChatError, type ErrorCode } from '../../shared/errors.ts'
import type { Person } from '../../shared/model.ts'
import { CODE, THEIR_CODE } from './fakeNetwork.ts'
import type { FakeState, Some, Tell } from './fakeState.ts'

export function peopleHandlers(state: FakeState, tell: Tell): Pick<Some<'people'>, 'people.list' | 'people.connect'> {
  return {
    'people.list': () => state.people,
    'people.connect'({ address }) {
      if (address === CODE) throw new ChatError('peer.self')
      if (address === THEIR_CODE) return arrive(state, tell)
      if (address.startsWith('earshot:peer/')) throw new ChatError('peer.code')
      const failure = FAILURES[address]
      if (failure !== undefined) throw new ChatError(failure)
      if (!address.startsWith('/')) throw new ChatError('peer.address')
      if (state.network.addresses.includes(address)) throw new ChatError('peer.self')
      throw new ChatError('peer.timeout')
    }
  }
}

/** Addresses at which something goes wrong. */
const FAILURES: Record<string, ErrorCode> = {
  '10.20.4.80': 'peer.refused',
  '10.20.4.81': 'peer.wrong',
  '192.0.2.7': 'net.outside'
}

/** Whoever was out of earshot is found. */
function arrive(state: FakeState, tell: Tell): Person {
  const person = state.people.find(one => one.nearness === 'out') ?? state.people[0]
  if (person === undefined) throw new ChatError('peer.timeout')
  const found: Person = { ...person, nearness: 'direct', latencyMs: 2, via: [] }
  state.people = state.people.map(one => (one.account === found.account ? found : one))
  tell('people.changed', [found])
  return found
}
