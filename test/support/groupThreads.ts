/** Two devices whose send groups run on threads, as a test drives them. */
import { expect } from 'vitest'
import { utf8 } from '../../electron/core/crypto/bytes.ts'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import { type GroupThread, startGroupThread } from '../../electron/core/crypto/groups/thread.ts'
import { AT, Log, makeDevice, must, recipient, said, textOf } from './sendGroups.ts'
import { seedOf } from './stranger.ts'

export const threadOf = (name: string, file?: URL): GroupThread =>
  startGroupThread({ deviceKey: makeDevice(name).keys.deviceKey, mlsSeed: seedOf(`mls ${name}`) }, file)

/** A send group of ada's that brin is in: what she writes there, and how he reads it. */
export async function pairAcross(ada: GroupThread, brin: GroupThread) {
  const [adaKeys, brinKeys] = ['ada', 'brin'].map(name => makeDevice(name).keys)
  if (adaKeys === undefined || brinKeys === undefined) throw new Error('nobody')
  const [own] = await brin.port.makePackages(1)
  if (own === undefined) throw new Error('no package')
  expect(await ada.port.checkPackage(own.bytes, brinKeys)).toBeUndefined()
  const log = new Log(adaKeys.deviceKey)
  const to = recipient(makeDevice('brin'), own)
  const opened = must(await ada.port.open({ position: log.at(0), recipients: [to], content: utf8('hello'), now: AT }))
  const entry = { position: log.at(0), sealed: opened.sealed }
  const joined = must(await brin.port.join({ entry, owner: adaKeys, packages: [own] }))
  expect(textOf(joined.content)).toBe('hello')
  expect(own.initKey.some(byte => byte !== 0)).toBe(true) // only the thread's copy is wiped
  const now = { sending: opened.state, reading: joined.state, seq: 0 }

  return {
    now,
    async write(text: string): Promise<SealedEntry> {
      const position = { ...log.at(now.seq + 1), prev: new Uint8Array(32) }
      const writing = { position, lastSealed: now.seq, change: undefined, content: utf8(text), now: AT }
      const before = now.sending
      const written = must(await ada.port.write(before, writing))
      expect(await ada.port.write(before, writing)).toStrictEqual({ refusal: 'spent' })
      now.sending = written.state
      now.seq++
      return { position, sealed: written.sealed }
    },
    async read(...entries: SealedEntry[]): Promise<unknown[]> {
      const { state, outcomes } = await brin.port.read(now.reading, entries, [])
      now.reading = state ?? now.reading
      return outcomes.map(said)
    }
  }
}

/** Opens, joins, speaks and reads, all of it across threads. */
export async function talkAcross(ada: GroupThread, brin: GroupThread): Promise<void> {
  const { now, write, read } = await pairAcross(ada, brin)
  const { sending, reading } = now
  const entries = [await write('again'), await write('and again')]
  expect(now.sending.epoch).toBe(sending.epoch)
  expect(await read(...entries)).toStrictEqual(['again', 'and again'])
  expect(now.reading.epoch).toBe(reading.epoch)
  // What was handed in is still whole: only the thread's copies are wiped.
  expect(reading.epoch.some(byte => byte !== 0)).toBe(true)
  const [one, other] = await Promise.all([
    ada.port.export(now.sending, 'earshot/test', utf8('x'), 16),
    brin.port.export(now.reading, 'earshot/test', utf8('x'), 16)
  ])
  expect(one).toStrictEqual(other)
}
