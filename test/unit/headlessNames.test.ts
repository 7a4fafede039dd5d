/** Whom and which room is meant by what is typed on the command line: never a guess. */
import { expect, test } from 'vitest'
import { findPerson } from '../../electron/headless/people.ts'
import { findRoom, roomToWriteIn, watchLabels } from '../../electron/headless/rooms.ts'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { type AccountId, type Person, type Room, RoomId } from '../../shared/model.ts'
import { accountOf } from '../support/makeEvent.ts'
import { makePerson } from '../support/makePerson.ts'

const idOf = (n: number) => RoomId.parse(`${n}`.repeat(64).slice(0, 64))
const roomOf = (n: number, over: Partial<Room>): Room =>
  ({ roomId: idOf(n), kind: 'public', name: '', with: null, members: 2, ...over }) as Room

const accountFrom = (digits: string): AccountId => digits.padEnd(64, '0') as AccountId
const femi = makePerson(1, { account: accountFrom('aaaaaaaa1'), name: 'Femi', direct: idOf(3) })
const bo = makePerson(2, { account: accountFrom('bbbbbbbb1'), name: 'Bo', verified: { at: 1, how: 'code' } })
const otherBo = makePerson(3, { account: accountFrom('bbbbbbbb2'), name: 'BO', nearness: 'out' })
const hex = makePerson(4, { account: accountFrom('cccccccc1'), name: 'aaaaaaaa' })
const rooms = [
  roomOf(1, { name: 'everyone' }),
  roomOf(2, { name: 'Oslo plans', kind: 'private' }),
  roomOf(3, { kind: 'direct', with: femi.account }),
  roomOf(4, { name: 'two', kind: 'private' }),
  roomOf(5, { name: 'Two', kind: 'private' })
]
const begun: AccountId[] = []

/** What the host answers. */
function bridgeOf(people: Person[]): Bridge<Contract> {
  const answers: Record<string, (input: { account: AccountId }) => unknown> = {
    'people.list': () => people,
    'rooms.list': () => rooms,
    'core.state': () => ({ me: { account: accountOf(9), name: 'Ann' } }),
    'rooms.direct': ({ account }) => {
      begun.push(account)
      return roomOf(9, { kind: 'direct', with: account })
    }
  }
  return {
    call: async (name: string, input: { account: AccountId }) => answers[name]?.(input),
    on: () => () => {}
  } as unknown as Bridge<Contract>
}
const bridge = bridgeOf([femi, bo, otherBo, hex])
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (err: { code: string; message: string }) => `${err.code}: ${err.message}`
  )

test('a person is a name, with or without @ and in any case, an account, or enough of one', async () => {
  for (const text of ['Femi', '@femi', ' FEMI ', femi.account, 'aaaaaaaa1', '@AAAAAAAA1'])
    expect((await findPerson(bridge, text)).account).toBe(femi.account)
  expect((await findPerson(bridge, 'bbbbbbbb2')).account).toBe(otherBo.account)
})

test('a name is a name before it is the beginning of an account', async () => {
  expect((await findPerson(bridge, 'aaaaaaaa')).account).toBe(hex.account)
})

test('nobody, and several, are refused; several are told apart by account and keyprint', async () => {
  expect(await refused(findPerson(bridge, 'Nobody\u001b[2J'))).toBe(
    "person.unknown: nobody here is called 'Nobody\uFFFD[2J'"
  )
  expect(await refused(findPerson(bridge, 'aaaaaaa'))).toMatch(/^person\.unknown/)
  const several = await refused(findPerson(bridge, '@bo'))
  expect(several.split('\n')).toEqual([
    "person.unknown: 2 people are called 'bo', give the account:",
    `  ${bo.account}  Bo  keyprint ${bo.keyprint.slice(0, 16)}  verified  within earshot`,
    `  ${otherBo.account}  BO  keyprint ${otherBo.keyprint.slice(0, 16)}`
  ])
  expect(await refused(findPerson(bridge, 'bbbbbbbb'))).toMatch(/^person\.unknown: 2 people/)
})

test('a room is a channel, a private one by its name, a direct one by who it is with, or an ID', async () => {
  const found = async (text: string) => {
    const { room, label } = await findRoom(bridge, text)
    return [room.roomId, label]
  }
  expect(await found('#everyone')).toEqual([idOf(1), '#everyone'])
  expect(await found('oslo plans')).toEqual([idOf(2), '#Oslo plans'])
  expect(await found('@Femi')).toEqual([idOf(3), '@Femi'])
  expect(await found(idOf(3).slice(0, 8))).toEqual([idOf(3), '@Femi'])
  expect(await refused(findRoom(bridge, '#two'))).toMatch(
    /^not-found: 2 rooms are called '#two'.*\n {2}4{64} {2}private/
  )
  expect(await refused(findRoom(bridge, '#nowhere'))).toMatch(/^room\.not-joined/)
  expect(await refused(findRoom(bridge, 'no Name!'))).toMatch(/^name\.form/)
})

test('only who writes begins a direct room', async () => {
  expect(await refused(findRoom(bridge, '@bbbbbbbb1'))).toBe('room.not-joined: you have not written with Bo yet')
  expect(begun).toEqual([])
  expect(await roomToWriteIn(bridge, '@bbbbbbbb1')).toMatchObject({ label: '@Bo', room: { with: bo.account } })
  expect(begun).toEqual([bo.account])
  expect((await roomToWriteIn(bridge, '#everyone')).label).toBe('#everyone')
})

test('rooms are called what they are called here', async () => {
  const labels = await watchLabels(bridge)
  expect([1, 2, 3, 7].map(n => labels.of(idOf(n)))).toEqual(['#everyone', '#Oslo plans', '@Femi', undefined])
  expect([labels.with(idOf(3)), labels.with(idOf(1))]).toEqual([femi.account, undefined])
  expect((await watchLabels(bridgeOf([]))).of(idOf(3))).toBe(`@${femi.account}`)
})
