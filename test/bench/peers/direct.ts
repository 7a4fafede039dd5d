/** A whole Earshot that talks in a direct room, with the first person who comes within earshot. */
import type { AccountId, Person } from '../../../shared/model.ts'
import { runPeer } from './whole.ts'

await runPeer(async bridge => {
  const { promise, resolve } = Promise.withResolvers<AccountId>()
  const look = (people: readonly Person[]): void => {
    const near = people.find(({ nearness }) => nearness === 'direct')
    if (near !== undefined) resolve(near.account)
  }
  const stopLooking = bridge.on('people.changed', look)
  look(await bridge.call('people.list', {}))
  const account = await promise
  stopLooking()
  return (await bridge.call('rooms.direct', { account })).roomId
})
