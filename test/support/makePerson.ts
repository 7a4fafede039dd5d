/** A person with everything filled in. */
import { DeviceId, type Person } from '../../shared/model.ts'
import { accountOf, MORNING } from './makeEvent.ts'

export function makePerson(n: number, over: Partial<Person> = {}): Person {
  return {
    account: accountOf(n),
    peerId: DeviceId.parse(`12D3KooW${n}`.padEnd(52, 'a')),
    name: `Person ${n}`,
    hue: 200,
    status: '',
    deviceName: 'Laptop',
    keyprint: n.toString(16).padStart(64, '0'),
    nearness: 'direct',
    via: [],
    latencyMs: null,
    firstHeardAt: MORNING,
    lastHeardAt: MORNING,
    lookalike: false,
    forked: false,
    verified: null,
    blocked: false,
    direct: null,
    keyChanged: null,
    channels: [],
    ...over
  }
}
