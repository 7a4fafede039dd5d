/** Every decoder of send groups that sees a stranger's bytes: never throws, and never takes them for something. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openBundle } from '../../electron/core/crypto/groups/bundle.ts'
import { factsOf } from '../../electron/core/crypto/groups/chain.ts'
import { decodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import { openFromInbox } from '../../electron/core/crypto/groups/inbox.ts'
import { compareCode } from '../../electron/core/crypto/safetyNumber.ts'
import { AT, conversation, makeDevice, onePackage } from '../support/sendGroups.ts'
import { seedOf } from '../support/stranger.ts'

const RUNS = { numRuns: 300 }
const brin = makeDevice('brin')
const key = brin.keys.deviceKey
const anyBytes = fc.uint8Array({ maxLength: 400 })
/** What looks a little like the length-prefixed vectors of MLS. */
const likeMls = fc
  .tuple(
    fc.constantFrom([0, 1, 0, 2], [0, 1, 0, 3], [0, 1]),
    fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 })
  )
  .map(([head, parts]) => Uint8Array.from([...head, ...parts.flatMap(part => [part.length, ...part])]))

describe('whatever the bytes are', () => {
  test('bodies, bundles, first contacts, codes and stored states are refused', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        const sealed = decodeSealed(bytes)
        if (sealed !== undefined) expect(sealed.commits.length).toBeLessThanOrEqual(2)
        expect(openBundle(bytes, key, key, AT)).toHaveProperty('refusal')
        expect(openFromInbox(key, seedOf('inbox brin'), bytes)).toHaveProperty('refusal')
        expect(compareCode(Buffer.from(bytes).toString('latin1'), key, key)).toBe('no-code')
        factsOf(bytes)
      }),
      RUNS
    )
  })

  test('packages, Welcomes, commits and messages are refused by name', { timeout: 60_000 }, async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const reader = readers[0]?.reader
    if (reader?.state === undefined) throw new Error('nobody')
    const { state } = reader
    const packages = [await onePackage(brin)]
    const position = owner.log.next
    const none = { opened: 0, step: 1, commits: [], message: undefined, welcome: undefined, imports: [] }
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyBytes, likeMls), async bytes => {
        expect(await brin.port.checkPackage(bytes, brin.keys)).toMatch(/^package-/)
        const welcome = { position: { ...position, seq: 0 }, sealed: { ...none, step: 0, welcome: bytes } }
        const joined = await brin.port.join({ entry: welcome, owner: owner.device.keys, packages })
        expect(joined).toHaveProperty('refusal')
        const entries = [
          { position, sealed: { ...none, message: bytes } },
          { position, sealed: { ...none, commits: [bytes] } }
        ]
        const { outcomes } = await brin.port.read(state, entries, [])
        for (const outcome of outcomes) expect(outcome).toHaveProperty('refusal')
      }),
      RUNS
    )
  })
})
