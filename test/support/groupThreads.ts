/** Two devices whose send groups run on threads, as a test drives them. */
import { expect } from 'vitest'
import { utf8 } from '../../electron/core/crypto/bytes.ts'
import { type GroupThread, startGroupThread } from '../../electron/core/crypto/groups/thread.ts'
import { AT, Log, makeDevice, must, recipient, said, textOf } from './sendGroups.ts'
import { seedOf } from './stranger.ts'

export const threadOf = (name: string, file?: URL): GroupThread =>
  startGroupThread({ deviceKey: makeDevice(name).keys.deviceKey, mlsSeed: seedOf(`mls ${name}`) }, file)

/** Opens, joins, speaks, refreshes and reads, all of it across threads. */
export async function talkAcross(ada: GroupThread, brin: GroupThread): Promise<void> {
  const [adaKeys, brinKeys] = ['ada', 'brin'].map(name => makeDevice(name).keys)
  if (adaKeys === undefined || brinKeys === undefined) throw new Error('nobody')
  const [own] = await brin.port.makePackages(1)
  if (own === undefined) throw new Error('no package')
  expect(await ada.port.checkPackage(own.bytes, brinKeys)).toBeUndefined()
  const log = new Log(adaKeys.deviceKey)
  const to = recipient(makeDevice('brin'), own)
  const opening = { position: log.at(0), recipients: [to], content: utf8('hello'), now: AT }
  const opened = must(await ada.port.open(opening))
  const entry = { position: log.at(0), sealed: opened.sealed }
  const joined = must(await brin.port.join({ entry, owner: adaKeys, packages: [own] }))
  expect(textOf(joined.content)).toBe('hello')
  const position = { ...log.at(1), prev: new Uint8Array(32) }
  const writing = { position, lastSealed: 0, change: undefined, content: utf8('again'), now: AT }
  const written = must(await ada.port.write(opened.state, writing))
  expect(written.state.epoch).toBe(opened.state.epoch)
  expect(await ada.port.write(opened.state, writing)).toStrictEqual({ refusal: 'spent' })
  const read = await brin.port.read(joined.state, [{ position, sealed: written.sealed }], [])
  expect(read.outcomes.map(said)).toStrictEqual(['again'])
  expect(read.state?.epoch).toBe(joined.state.epoch)
  // What was handed in is still whole: only the thread's copies are wiped.
  expect(joined.state.epoch.some(byte => byte !== 0)).toBe(true)
  expect(own.initKey.some(byte => byte !== 0)).toBe(true)
  const [one, other] = await Promise.all([
    ada.port.export(written.state, 'earshot/test', utf8('x'), 16),
    brin.port.export(read.state ?? joined.state, 'earshot/test', utf8('x'), 16)
  ])
  expect(one).toStrictEqual(other)
}
