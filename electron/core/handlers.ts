/** Bridge call -> function, a line each. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Handlers } from '../../shared/bridge/rpc.ts'
import type { Core } from './core.ts'

export const createHandlers = (core: Core): Handlers<Contract> => ({
  'core.state': () => core.state(),
  'core.unlock': ({ passphrase }) => core.unlock(passphrase),
  'core.passphrase': ({ current, next }) => core.setPassphrase(current, next),
  'account.create': who => core.createAccount(who),
  'profile.set': next => core.chat().setProfile(next),
  'people.list': () => core.presence().list(),
  'people.connect': ({ address }) => core.connect(address),
  'rooms.list': () => core.chat().rooms.list(),
  'rooms.heard': () => core.chat().rooms.heard(),
  'rooms.join': ({ name }) => core.chat().rooms.join(name),
  'rooms.leave': ({ roomId }) => core.chat().rooms.leave(roomId),
  'rooms.members': ({ roomId }) => core.chat().rooms.members(roomId),
  'rooms.read': ({ roomId, upTo }) => core.chat().rooms.read(roomId, upTo),
  'rooms.draft': ({ roomId, text }) => core.chat().rooms.draft(roomId, text),
  'timeline.send': ({ roomId, body }) => core.chat().timeline.send(roomId, body),
  'timeline.page': ({ roomId, from, limit }) => core.chat().timeline.page(roomId, from, limit),
  'timeline.get': ({ eventId }) => core.chat().timeline.get(eventId),
  'settings.get': () => core.settings(),
  'settings.set': changed => core.setSettings(changed),
  'network.state': () => core.networkState()
})
