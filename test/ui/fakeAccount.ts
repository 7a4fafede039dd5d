/** The account, the lock and the settings of the scripted core. */
import { ChatError } from '../../shared/errors.ts'
import { MAX_NAME_CHARS } from '../../shared/limits.ts'
import type { CoreState, Me } from '../../shared/model.ts'
import { optionalLine, personName } from '../../shared/names.ts'
import type { FakeState, Some, Tell } from './fakeState.ts'
import { busyRooms, me as elin } from './scenarios.ts'

export const PASSPHRASE = 'correct horse'

export function accountHandlers(state: FakeState, tell: Tell): Some<'core' | 'account' | 'profile' | 'settings'> {
  const change = (core: Partial<CoreState>): CoreState => {
    state.core = { ...state.core, ...core }
    tell('core.changed', state.core)
    return state.core
  }
  const mine = (): Me => {
    if (state.core.me === null) throw new ChatError('account.none')
    return state.core.me
  }
  return {
    'core.state': () => state.core,
    'core.unlock'({ passphrase }) {
      if (passphrase !== PASSPHRASE) throw new ChatError('store.passphrase')
      if (state.rooms.length === 0) state.rooms = busyRooms()
      return change({ stage: 'open', me: elin })
    },
    'core.lock'() {
      if (state.core.keyKeeper !== 'passphrase') throw new ChatError('store.no-passphrase')
      return change({ stage: 'locked', me: null })
    },
    'core.wipe'({ name }) {
      if (name.trim() !== mine().name) throw new ChatError('wipe.name')
      state.rooms = []
      state.people = []
      state.events = []
      return change({ stage: 'new', me: null, keyKeeper: 'file' })
    },
    'core.passphrase': ({ next }) => change({ keyKeeper: next === null ? 'file' : 'passphrase' }),
    'account.create'({ name, hue, deviceName }) {
      const kept = personName(name, MAX_NAME_CHARS)
      if (kept === undefined) throw new ChatError('name.person')
      const me = { ...elin, name: kept, hue, deviceName }
      change({ stage: 'open', me })
      return me
    },
    'profile.set'({ name, hue, status }) {
      const kept = name === undefined ? mine().name : personName(name, MAX_NAME_CHARS)
      const line = status === undefined ? mine().status : optionalLine(status, 120)
      if (kept === undefined || line === undefined) throw new ChatError('name.person')
      const me = { ...mine(), name: kept, status: line, hue: hue ?? mine().hue }
      change({ me })
      return me
    },
    'settings.get': () => state.settings,
    'settings.set'(some) {
      state.settings = { ...state.settings, ...some }
      tell('settings.changed', state.settings)
      return state.settings
    }
  }
}
