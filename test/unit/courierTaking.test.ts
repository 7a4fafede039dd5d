/** What a peer can make of us that says it carries something for us: parcels refused by name, and rounds that end. */
import { afterEach, describe, expect, test } from 'vitest'
import { createOwnTags } from '../../electron/core/chat/courier/ownTags.ts'
import { createReceiving, type ReceivingComponents } from '../../electron/core/chat/courier/receiving.ts'
import { createTaking } from '../../electron/core/chat/courier/taking.ts'
import type { Dropped, Page } from '../../electron/core/chat/ports.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { equal, toHex } from '../../electron/core/crypto/bytes.ts'
import type { Said } from '../../electron/core/crypto/courier/content.ts'
import { type ParcelSort, parcelHash } from '../../electron/core/crypto/courier/frame.ts'
import { makeParcel } from '../../electron/core/crypto/courier/parcel.ts'
import { firstContactTag, roomTag } from '../../electron/core/crypto/courier/tags.ts'
import type { RoomRow } from '../../electron/core/store/rooms.ts'
import type { DeviceId } from '../../shared/model.ts'
import { AT, ada, brin, DAY, entries, maker, opener, reader, SAID, SECRET } from '../support/courierVectors.ts'
import { eventually } from '../support/eventually.ts'
import { seedOf } from '../support/stranger.ts'

const ROOM = { num: 1, roomId: publicRoomId('everyone'), secret: SECRET } as RoomRow
const OTHER = { num: 2, roomId: publicRoomId('elsewhere'), secret: seedOf('another secret') } as RoomRow
const PEER = 'a courier' as DeviceId
const tag = roomTag(SECRET, reader.device, DAY)
const first = firstContactTag(brin.account.publicKey, DAY)

function make(said: Said, sort: ParcelSort = 'room', now = AT): Uint8Array {
  const made = makeParcel(sort, reader, said, maker, now)
  if ('refusal' in made) throw new Error(made.refusal)
  return made.parcel
}

function reading(over: Partial<ReceivingComponents> = {}) {
  const arrived: string[] = []
  const acknowledged: unknown[] = []
  const tags = createOwnTags({
    self: { device: brin.device.publicKey, account: brin.account.publicKey },
    rooms: () => [ROOM, OTHER],
    now: () => AT
  })
  const receiving = createReceiving({
    store: {
      rooms: { members: () => [{ person: 7, account: ada.account.publicKey }] },
      people: { device: (key: Uint8Array) => (equal(key, ada.device.publicKey) ? { person: 7 } : undefined) }
    } as never,
    account: { device: brin.device, accountKey: brin.account.publicKey, openInbox: opener.openInbox },
    tags,
    isBlocked: () => false,
    async arrive(bytes) {
      arrived.push(...bytes.map(toHex))
      return bytes.length
    },
    invited: async () => true,
    acknowledged: (person, receipt) => void acknowledged.push({ person, ...receipt }),
    now: () => AT,
    ...over
  })
  const one = async (parcel: Uint8Array, under = tag) => {
    const [handled] = await receiving.receive([{ tag: under, parcel }])
    return handled
  }
  return { receiving, tags, arrived, acknowledged, one }
}

describe('parcels that come', () => {
  test('entries, receipts and rooms are handed over, and may be dropped for the key inside', async () => {
    const { one, arrived, acknowledged } = reading()
    for (const [said, under, sort] of [
      [SAID.entries, tag, 'room'],
      [SAID.receipts, tag, 'room'],
      [SAID.room, first, 'first-contact'],
      [SAID.entries, first, 'first-contact']
    ] as const) {
      const parcel = make(said, sort)
      const handled = await one(parcel, under)
      expect(handled?.is).toBe('new')
      expect(handled?.drop).toMatchObject({ tag: under, hash: parcelHash(parcel) })
      expect(handled?.drop?.key).toHaveLength(32)
    }
    expect(arrived).toHaveLength(2 * entries.length)
    expect(acknowledged).toEqual([
      {
        person: 7,
        roomId: ROOM.roomId,
        ranges: [
          { first: 5, last: 9 },
          { first: 0, last: 2 }
        ],
        read: [{ first: 7, last: 8 }]
      }
    ])
  })

  test('one that comes again is handed over once, and dropped there too', async () => {
    const { one, arrived } = reading()
    const parcel = make(SAID.entries)
    expect((await one(parcel))?.is).toBe('new')
    const again = await one(parcel)
    expect(again?.is).toBe('known')
    expect(again?.drop?.key).toHaveLength(32)
    expect(arrived).toHaveLength(entries.length)
  })

  const changed = (at: number) => {
    const parcel = make(SAID.entries)
    parcel[at] = (parcel[at] ?? 0) ^ 1
    return parcel
  }
  test.each<[string, string, () => Uint8Array, Uint8Array]>([
    ['changed in the middle', 'cipher', () => changed(200), tag],
    ['with another lock', 'lock', () => changed(5), tag],
    ['of no sort', 'malformed', () => Uint8Array.of(9, ...make(SAID.entries).subarray(1)), tag],
    ['cut off', 'cipher', () => make(SAID.entries).slice(0, -1), tag],
    ['of long ago', 'expired', () => make(SAID.entries, 'room', AT - 32 * 86_400_000), tag],
    ['from the future', 'future', () => make(SAID.entries, 'room', AT + 2 * 86_400_000), tag],
    [
      'under the tag of another room',
      'misdirected',
      () => make(SAID.entries),
      roomTag(OTHER.secret as Uint8Array, reader.device, DAY)
    ],
    ['with receipts of another room', 'misdirected', () => make({ ...SAID.receipts, room: OTHER.roomId } as Said), tag],
    ['of a room under its own tag as a first contact', 'misdirected', () => make(SAID.entries, 'first-contact'), tag],
    ['that is no first contact under that tag', 'misdirected', () => make(SAID.entries), first],
    ['with a room, where that room is known', 'misdirected', () => make(SAID.room), tag],
    ['under a tag that is not ours', 'misdirected', () => make(SAID.entries), seedOf('somewhere')],
    [
      'with entries of two rooms',
      'malformed',
      () => make({ is: 'entries', entries: [...entries, Uint8Array.of(1, 2)] }),
      tag
    ]
  ])('one %s is refused: %s', async (_, name, parcel, under) => {
    const { one, arrived, acknowledged } = reading()
    expect((await one(parcel(), under))?.is).toBe(name)
    expect([...arrived, ...acknowledged]).toEqual([])
  })

  test('of who is blocked nothing is looked at, and it is dropped', async () => {
    const { one, arrived } = reading({ isBlocked: () => true })
    expect(await one(make(SAID.entries))).toMatchObject({ is: 'blocked', drop: { tag } })
    expect(arrived).toEqual([])
  })

  test('our own, that somebody brings back, says nothing', async () => {
    const { one, arrived } = reading({
      account: { device: brin.device, accountKey: ada.account.publicKey, openInbox: opener.openInbox }
    })
    expect((await one(make(SAID.entries)))?.is).toBe('misdirected')
    expect(arrived).toEqual([])
  })

  test('what is of no use yet stays where it is, comes again, and goes after a week', async () => {
    let held = 0
    const { one } = reading({ arrive: async () => held })
    const parcel = make(SAID.entries)
    expect(await one(parcel)).toEqual({ is: 'later', drop: undefined })
    held = entries.length
    expect((await one(parcel))?.is).toBe('new')
    const old = make(SAID.entries, 'room', AT - 8 * 86_400_000)
    held = 0
    expect(await one(old)).toMatchObject({ is: 'later', drop: { tag } })
  })

  test('what a full disk did not take is not dropped, nor anything behind it', async () => {
    const { receiving } = reading({ arrive: () => Promise.reject(new Error('the disk is full')) })
    const parcels = [make(SAID.receipts), make(SAID.entries), make(SAID.receipts)].map(parcel => ({ tag, parcel }))
    expect((await receiving.receive(parcels)).map(({ is }) => is)).toEqual(['new'])
  })

  test('junk under our first-contact tag is dropped without a key, that under a tag of a room cannot be', async () => {
    const { one } = reading()
    const junk = Uint8Array.from(make(SAID.entries, 'first-contact'), (byte, at) => (at > 90 ? byte ^ 1 : byte))
    expect(await one(junk, first)).toMatchObject({ is: 'cipher', drop: { tag: first, key: undefined } })
    expect(
      await one(
        Uint8Array.from(junk, (byte, at) => (at === 0 ? 1 : byte)),
        tag
      )
    ).toEqual({ is: 'cipher', drop: undefined })
  })
})

const running: Array<{ stop(): Promise<void> }> = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(one => one.stop()))
})

describe('a courier', () => {
  function asking(take: (tags: readonly Uint8Array[]) => Page | Promise<Page>) {
    const { receiving, tags, arrived } = reading()
    const asked: Uint8Array[][] = []
    const dropped: Dropped[] = []
    const taking = createTaking({
      network: {
        courier: {
          put: async () => 'stored',
          async take(_peer, of) {
            asked.push([...of])
            return await take(of)
          },
          async drop(_peer, some) {
            dropped.push(...some)
            return 'dropped'
          }
        }
      },
      onSaid() {},
      receiving,
      tags,
      devices: () => [PEER],
      isBlocked: () => false,
      now: () => AT,
      pause: async () => {},
      onFailed(err) {
        throw err
      }
    })
    running.push(taking)
    return { taking, asked, dropped, arrived }
  }

  test('is asked for all tags, ascending, and drops what was taken', async () => {
    const parcel = make(SAID.entries)
    const { taking, asked, dropped, arrived } = asking(() => ({
      parcels: [{ tag, parcel }],
      more: false,
      carries: 'beside'
    }))
    taking.welcomed(PEER)
    await eventually(() => expect(dropped).toHaveLength(1))
    expect(arrived).toHaveLength(entries.length)
    const [tags = []] = asked
    expect(tags).toHaveLength(3 * 32)
    expect(tags.map(toHex)).toEqual(tags.map(toHex).toSorted())
  })

  test('that never ends to have more costs so many pages and no more', async () => {
    let n = 0
    const { taking, asked } = asking(tags => {
      const parcel = Uint8Array.of(1, ...new Uint8Array(32), ...seedOf(`junk ${n++}`), ...new Uint8Array(60))
      return { parcels: [{ tag: tags[0] ?? tag, parcel }], more: true, carries: 'always' }
    })
    taking.welcomed(PEER)
    await eventually(() => expect(asked.length).toBeGreaterThanOrEqual(32))
    await taking.stop()
    expect(asked.length).toBe(32)
  })

  test('that fails, or does not speak it, is asked again another time and nothing else', async () => {
    const { taking, asked } = asking(() => Promise.reject(new Error('reset')))
    taking.welcomed(PEER)
    await eventually(() => expect(asked).toHaveLength(2)) // it may not have read our greeting yet
    await taking.stop()
    expect(asked).toHaveLength(2)
  })
})
