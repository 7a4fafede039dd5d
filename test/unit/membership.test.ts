/** Who is in a private room: what people do, one after the other and at once. */
import { describe, expect, test } from 'vitest'
import { MAX_DEVICE_OPS } from '../../electron/core/chat/private/membership/membership.ts'
import { MAX_INVITES } from '../../electron/core/chat/private/membership/rights.ts'
import { MAX_MEMBERS } from '../../electron/core/chat/private/membership/standing.ts'
import {
  accountOf,
  add,
  invite,
  join,
  keyOf,
  makeRoom,
  meet,
  remove,
  revoke,
  role,
  Someone,
  START
} from '../support/membershipRoom.ts'

type People = [Someone, Someone, Someone, Someone]
/** Ada made it, Brin is an admin, Cleo a member, Dara nobody. */
function makeHouse(): People {
  const people = makeRoom('ada', 'brin', 'cleo', 'dara') as People
  const [ada, brin, cleo] = people
  ada.say(add(brin))
  ada.say(role(brin, 'admin'))
  ada.say(add(cleo))
  meet(...people)
  return people
}

describe('a room', () => {
  test('begins with its maker alone, as owner', () => {
    const [ada] = makeRoom('ada')
    expect(ada?.membership.state).toMatchObject({ founded: true, name: 'night-watch', newcomers: 'since-joining' })
    expect([...(ada?.membership.state.members.values() ?? [])]).toMatchObject([
      { account: ada?.account, role: 'owner' }
    ])
  })

  test('cannot be begun by anybody else, at another number, or twice', () => {
    const [ada, brin] = makeRoom('ada', 'brin') as People
    const other = new Someone('brin', 'ada')
    other.say({ what: 'create', name: 'mine', newcomers: 'all' })
    expect(other.membership.state.founded).toBe(false)
    const late = new Someone('ada', 'ada')
    late.say({ what: 'create', name: 'late', newcomers: 'all' }, { seq: 2 })
    expect(late.membership.state.founded).toBe(false)
    ada.say({ what: 'create', name: 'again', newcomers: 'all' }, { seq: 3 })
    brin.hearAll(ada)
    expect(brin.membership.state.name).toBe('night-watch')
  })

  test('an admin renames it and says what newcomers read, a member does not', () => {
    const [ada, brin, cleo] = makeHouse()
    brin.say({ what: 'rename', name: 'day-watch' })
    brin.say({ what: 'newcomers', newcomers: 'all' })
    cleo.say({ what: 'rename', name: 'mine' })
    meet(ada, brin, cleo)
    for (const one of [ada, brin, cleo])
      expect(one.membership.state).toMatchObject({ name: 'day-watch', newcomers: 'all' })
  })

  test('of two policies set at once the one counts that shows less', () => {
    const [ada, brin] = makeHouse()
    ada.say({ what: 'newcomers', newcomers: 'all' })
    meet(ada, brin)
    ada.say({ what: 'newcomers', newcomers: 'since-joining' })
    brin.say({ what: 'newcomers', newcomers: 'all' }, { at: START + 1e9 })
    meet(ada, brin)
    expect(ada.membership.state.newcomers).toBe('since-joining')
  })
})

describe('rights', () => {
  test.each([
    ['add', add],
    ['remove', remove],
    ['make an admin of', (who: Someone) => role(who, 'admin')]
  ])('a member cannot %s anybody', (_, change) => {
    const [ada, , cleo, dara] = makeHouse()
    expect(cleo.may(change(dara))).toBe(false)
    cleo.say(change(dara))
    cleo.say(change(ada))
    ada.hearAll(cleo)
    expect(ada.members).toHaveLength(3)
    expect(ada.roleOf(ada)).toBe('owner')
  })

  test('an admin adds, invites and removes members and admins, but neither the owner nor by giving roles', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    expect([add(dara), invite('x'), remove(cleo)].map(change => brin.may(change))).toEqual([true, true, true])
    expect([remove(ada), role(cleo, 'admin'), role(ada, 'member')].map(change => brin.may(change))).toEqual([
      false,
      false,
      false
    ])
  })

  test('hand over: the new owner has it, the old one stays an admin', () => {
    const [ada, , cleo] = makeHouse()
    ada.say(role(cleo, 'owner'))
    cleo.hearAll(ada)
    expect([cleo.roleOf(cleo), cleo.roleOf(ada)]).toEqual(['owner', 'admin'])
    expect(ada.may(role(cleo, 'member'))).toBe(false)
    expect(cleo.may(role(ada, 'member'))).toBe(true)
  })

  test('nothing of an owner counts that was dated back to before it handed over', () => {
    const [ada, brin, cleo] = makeHouse()
    const before = ada.membership.heads(ada.device)
    ada.say(role(cleo, 'owner'))
    meet(ada, brin, cleo)
    ada.say(role(cleo, 'member'), { after: before, at: START })
    ada.say(remove(cleo), { after: before, at: START })
    meet(ada, brin, cleo)
    for (const one of [ada, brin, cleo]) expect(one.roleOf(cleo)).toBe('owner')
  })

  test('an owner who leaves without handing over leaves it to the longest admin, or else the longest member', () => {
    const [ada, brin, cleo] = makeHouse()
    ada.say({ what: 'leave' })
    meet(ada, brin, cleo)
    expect(brin.roleOf(brin)).toBe('owner')
    expect(brin.may(role(cleo, 'admin'))).toBe(true)
    brin.say({ what: 'leave' })
    cleo.hearAll(brin)
    expect(cleo.roleOf(cleo)).toBe('owner')
  })
})

describe('own entries', () => {
  test('one that leaves out an earlier own entry does not count', () => {
    const [ada, brin] = makeHouse()
    const before = brin.membership.heads(brin.device)
    brin.say({ what: 'rename', name: 'first' })
    brin.say({ what: 'rename', name: 'second' }, { after: before, at: START + 1e9 })
    ada.hearAll(brin)
    expect(ada.membership.state.name).toBe('first')
  })

  test('nor one that knew of a later own entry', () => {
    const [ada, brin] = makeHouse()
    const later = brin.say({ what: 'rename', name: 'later' }, { seq: 9 })
    brin.say({ what: 'rename', name: 'turned' }, { seq: 8, after: [later.id] })
    ada.hearAll(brin)
    expect(ada.membership.state.name).toBe('later')
  })
})

describe('removed', () => {
  test('somebody removed is out, can do nothing, and is in again once added by who knew it', () => {
    const [ada, brin, cleo] = makeHouse()
    ada.say(remove(brin))
    meet(ada, brin, cleo)
    expect(cleo.has(brin)).toBe(false)
    expect(brin.may(add(cleo))).toBe(false)
    ada.say(add(brin))
    cleo.hearAll(ada)
    expect(cleo.roleOf(brin)).toBe('member') // not the admin they were
  })

  test('an add at the same time does not bring them back, whoever is asked first', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    ada.say(add(dara))
    meet(ada, brin, cleo)
    ada.say(remove(dara))
    brin.say(add(dara), { at: START + 1e9 })
    meet(ada, brin, cleo)
    for (const one of [ada, brin, cleo]) expect(one.has(dara)).toBe(false)
  })

  test('what a removed admin dates back to before it does not count', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    const before = brin.membership.heads(brin.device)
    ada.say(remove(brin))
    meet(ada, brin, cleo)
    brin.say(add(dara), { after: before, at: START })
    brin.say(remove(cleo), { after: before, at: START })
    brin.say({ what: 'rename', name: 'mine' }, { after: before, at: START })
    meet(ada, brin, cleo)
    for (const one of [ada, cleo]) {
      expect(one.has(dara)).toBe(false)
      expect(one.has(cleo)).toBe(true)
      expect(one.membership.state.name).toBe('night-watch')
    }
  })

  test('nor does what is built on that: nobody is in without a chain of rights', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    const eve = new Someone('eve', 'ada')
    const before = brin.membership.heads(brin.device)
    ada.say(remove(brin))
    const added = brin.say(add(dara), { after: before })
    dara.hearAll(brin)
    dara.say({ what: 'leave' })
    brin.say(add(eve), { after: [added.id] })
    meet(ada, brin, cleo, dara)
    expect(ada.members).toEqual([ada.account, cleo.account])
  })

  test('nor what somebody does who was brought in and lifted up on ground that was taken away', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    const eve = new Someone('eve', 'ada')
    ada.say(role(cleo, 'admin'))
    meet(ada, brin, cleo)
    brin.say(add(dara))
    ada.hearAll(brin)
    ada.say(role(dara, 'admin'))
    dara.hearAll(ada)
    dara.say(add(eve))
    cleo.say(remove(brin)) // at the same time
    meet(ada, brin, cleo, dara)
    for (const one of [ada, cleo, dara]) expect(one.members).toEqual([ada.account, cleo.account])
  })

  test('what somebody did before they were removed stays, where the remover knew it', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    brin.say(add(dara))
    ada.hearAll(brin)
    ada.say(remove(brin))
    cleo.hearAll(ada)
    expect(cleo.has(dara)).toBe(true)
  })

  test('two admins remove each other at once: who is longer in stays', () => {
    const [ada, brin, cleo] = makeHouse()
    ada.say(role(cleo, 'admin'))
    meet(ada, brin, cleo)
    cleo.say(remove(brin), { at: START })
    brin.say(remove(cleo), { at: START + 1e9 })
    meet(ada, brin, cleo)
    for (const one of [ada, brin, cleo]) expect(one.members).toEqual([ada.account, brin.account])
  })

  test('an admin and who was the owner remove each other at once: the higher rank stays', () => {
    const [ada, brin, cleo] = makeHouse()
    ada.say(role(cleo, 'owner'))
    meet(ada, brin, cleo)
    ada.say(role(brin, 'member'), { after: cleo.membership.heads(cleo.device) }) // an admin now: says nothing
    brin.say(remove(ada), { at: START })
    cleo.say(remove(brin), { at: START + 1e9 })
    meet(ada, brin, cleo)
    // brin's removal crossed the one of brin: it does not count, whoever is ahead by the clock
    for (const one of [ada, brin, cleo]) expect(one.members.sort()).toEqual([ada.account, cleo.account].sort())
  })

  test('three who remove each other in a circle: every reader sees the same, and the strongest is in', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    ada.say(role(cleo, 'admin'))
    ada.say(add(dara))
    ada.say(role(dara, 'admin'))
    meet(ada, brin, cleo, dara)
    const ops = [brin.say(remove(cleo)), cleo.say(remove(dara)), dara.say(remove(brin))]
    meet(ada, brin, cleo, dara)
    expect(ada.has(brin)).toBe(true)
    expect(ops.map(({ id }) => ada.membership.counts(id))).toEqual([true, false, false])
    for (const one of [brin, cleo, dara]) expect(one.members).toEqual(ada.members)
  })

  test('two who lift each other up and put each other down do not stop the reader', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    const eve = new Someone('eve', 'ada')
    ada.say(role(cleo, 'admin'))
    meet(ada, brin, cleo, dara, eve)
    brin.say(add(dara))
    dara.hearAll(brin)
    cleo.say(add(eve))
    eve.hearAll(cleo)
    const [first, second] = [brin.say(remove(cleo)), cleo.say(remove(brin))]
    meet(ada, brin, cleo, dara, eve)
    expect([first, second].map(({ id }) => ada.membership.counts(id))).toEqual([true, false])
    expect([ada.has(dara), ada.has(eve)]).toEqual([true, false])
  })

  test('a removal that names what is not here yet is heeded in what is sealed, and counts once that has come', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    const added = brin.say(add(dara))
    const removed = brin.say(remove(cleo))
    ada.hear(removed)
    expect(ada.has(cleo)).toBe(true)
    expect([...ada.membership.state.suspended]).toEqual([cleo.account])
    expect(ada.membership.waiting).toBe(1)
    ada.hear(added)
    expect(ada.has(cleo)).toBe(false)
    expect(ada.membership.state.suspended.size).toBe(0)
  })

  test('somebody leaves, whoever adds them at that moment; and comes back when they want to', () => {
    const [ada, , cleo] = makeHouse()
    ada.say(invite('open'))
    cleo.hearAll(ada)
    cleo.say({ what: 'leave' })
    ada.say(add(cleo))
    meet(ada, cleo)
    expect(ada.has(cleo)).toBe(false)
    cleo.say(join('open'))
    ada.hearAll(cleo)
    expect(ada.has(cleo)).toBe(true)
  })
})

describe('invites', () => {
  test('an open invite lets everybody in, one for once the first by order', () => {
    const [ada, brin, , dara] = makeHouse()
    const eve = new Someone('eve', 'ada')
    ada.say(invite('open'))
    ada.say(invite('once', { once: true }))
    meet(ada, brin, dara, eve)
    dara.say(join('once'), { at: START + 9_000_000 })
    eve.say(join('once'), { at: START + 8_000_000 })
    ada.hearAll(dara)
    expect(ada.has(dara)).toBe(true)
    ada.hearAll(eve)
    expect([ada.has(dara), ada.has(eve)]).toEqual([false, true])
    dara.hearAll(ada)
    dara.say(join('open'))
    ada.hearAll(dara)
    expect(ada.has(dara)).toBe(true)
    expect(ada.membership.state.invites.map(({ key }) => key)).toEqual([keyOf('open')])
  })

  test('once is once: nobody comes behind the one who came, and its revocation makes that final', () => {
    const [ada, brin, , dara] = makeHouse()
    const eve = new Someone('eve', 'ada')
    ada.say(invite('once', { once: true }))
    meet(ada, brin, dara, eve)
    dara.say(join('once'))
    ada.hearAll(dara)
    ada.say(revoke('once'))
    eve.say(join('once'), { at: START }) // dated back, not knowing of it
    meet(ada, brin, dara, eve)
    expect([brin.has(dara), brin.has(eve)]).toEqual([true, false])
  })

  test('one that ran out, was revoked, or was never made lets nobody in', () => {
    const [ada, , cleo, dara] = makeHouse()
    ada.say(invite('short', { expiresAt: START + 3_600_000 }))
    ada.say(invite('gone'))
    dara.hearAll(ada)
    ada.say(revoke('gone'))
    dara.say(join('gone'))
    dara.say(join('short'), { at: START + 3_600_001 })
    dara.say(join('never'))
    meet(ada, cleo, dara)
    expect(cleo.has(dara)).toBe(false)
    dara.say(join('short'), { at: START + 3_600_000 })
    expect(dara.has(dara)).toBe(true)
  })

  test('an invite goes with the rights of who made it, and does not come back with them', () => {
    const [ada, brin, cleo, dara] = makeHouse()
    brin.say(invite('his'))
    meet(ada, brin, cleo, dara)
    ada.say(role(brin, 'member'))
    dara.say(join('his')) // at the same time
    meet(ada, brin, cleo, dara)
    expect([ada.has(dara), ada.membership.state.invites.length]).toEqual([false, 0])
    ada.say(role(brin, 'admin'))
    dara.hearAll(ada)
    expect(dara.may(join('his'))).toBe(false)
  })

  test('who was removed does not come back by an old link, but by one made since', () => {
    const [ada, , cleo] = makeHouse()
    ada.say(invite('old'))
    ada.say(remove(cleo))
    cleo.hearAll(ada)
    expect(cleo.may(join('old'))).toBe(false)
    cleo.say(join('old'))
    ada.say(invite('new'))
    meet(ada, cleo)
    expect(ada.has(cleo)).toBe(false)
    expect(cleo.may(join('new'))).toBe(true)
  })
})

describe('bounds', () => {
  test(`${MAX_MEMBERS} are in and no more; when one goes there is room`, () => {
    const [ada, brin] = makeRoom('ada', 'brin') as People
    for (let at = 1; at < MAX_MEMBERS; at++) ada.say({ what: 'add', account: accountOf(`n${at}`) })
    expect(ada.members).toHaveLength(MAX_MEMBERS)
    expect(ada.may(add(brin))).toBe(false)
    ada.say({ what: 'remove', account: accountOf('n1') })
    expect(ada.may(add(brin))).toBe(true)
  })

  test('whom two halves add beyond that is in only once there is room, and is the same at everybody', () => {
    const [ada, brin, cleo] = makeHouse()
    for (let at = 4; at < MAX_MEMBERS; at++) ada.say({ what: 'add', account: accountOf(`n${at}`) })
    meet(ada, brin)
    ada.say({ what: 'add', account: accountOf('one') })
    brin.say({ what: 'add', account: accountOf('other') })
    meet(ada, brin, cleo)
    expect(ada.members).toHaveLength(MAX_MEMBERS)
    expect(brin.members).toEqual(ada.members)
    ada.say(remove(cleo))
    expect(ada.members).toEqual(expect.arrayContaining([accountOf('one'), accountOf('other')]))
  })

  test(`of a device the ${MAX_DEVICE_OPS} entries with the lowest numbers are heeded, in whatever order they come`, () => {
    const [ada, brin] = makeRoom('ada', 'brin') as People
    for (let at = 0; at < MAX_DEVICE_OPS + 20; at++) ada.say({ what: 'rename', name: `n${at}` })
    brin.hear(...ada.held.toReversed())
    expect(ada.membership.state.name).toBe(`n${MAX_DEVICE_OPS - 2}`)
    expect(brin.membership.state).toEqual(ada.membership.state)
  })

  test(`${MAX_INVITES} invites are good at once`, () => {
    const [ada] = makeRoom('ada') as People
    for (let at = 0; at < MAX_INVITES; at++) ada.say(invite(`i${at}`))
    expect(ada.may(invite('one more'))).toBe(false)
    ada.say(revoke('i0'))
    expect(ada.may(invite('one more'))).toBe(true)
  })
})
