/** EARSHOT_WRITE_GROUP_VECTORS=1 writes the files again: only ever for a new format under a new label. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromHex as hex, toHex } from '../../electron/core/crypto/bytes.ts'
import { openBundle } from '../../electron/core/crypto/groups/bundle.ts'
import { decodeSealed, encodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import { openFromInbox } from '../../electron/core/crypto/groups/inbox.ts'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import { readCode, safetyNumber } from '../../electron/core/crypto/safetyNumber.ts'
import { makeGroupVectors, recordConversation } from '../support/groupVectors.ts'
import { makeDevice, must, said, textOf } from '../support/sendGroups.ts'

const pathOf = (file: string): URL => new URL(`../vectors/${file}`, import.meta.url)
const write = (file: string, value: unknown): void => writeFileSync(pathOf(file), `${JSON.stringify(value, null, 2)}\n`)
if (process.env['EARSHOT_WRITE_GROUP_VECTORS'] === '1') {
  write('groups.json', makeGroupVectors())
  write('conversation.json', await recordConversation())
}
type Vectors = ReturnType<typeof makeGroupVectors>
type Conversation = Awaited<ReturnType<typeof recordConversation>>
const read = (file: string): unknown => JSON.parse(readFileSync(pathOf(file), 'utf8'))
const groups = read('groups.json') as Vectors
const recorded = read('conversation.json') as Conversation

test('groups.json is what this code makes', () => {
  expect(makeGroupVectors()).toStrictEqual(groups)
})

describe('what was written a year ago still holds', () => {
  test.each(groups.frames)('a sealed body: $name', ({ body, opened, step }) => {
    const sealed = decodeSealed(hex(body))
    expect(sealed).toMatchObject({ opened, step })
    expect(sealed && toHex(encodeSealed(sealed))).toBe(body)
  })

  test('a key bundle', () => {
    const { bytes, device, audience, createdAt, lastResort } = groups.bundle as Vectors['bundle'] &
      Record<string, string>
    const result = openBundle(hex(bytes ?? ''), hex(device ?? ''), hex(audience ?? ''), createdAt)
    expect('bundle' in result && toHex(result.bundle.lastResort)).toBe(lastResort)
  })

  test('a safety number and its code', () => {
    const { one, other, digits, words, code } = groups.safety as Vectors['safety'] & Record<string, string>
    expect(safetyNumber(hex(other ?? ''), hex(one ?? ''))).toStrictEqual({ digits, words })
    expect(toHex(readCode(code)?.own ?? new Uint8Array())).toBe(one)
  })

  test('a first contact', () => {
    const { device, scalar, sealed } = recorded.inbox
    const opened = openFromInbox(hex(device), hex(scalar), hex(sealed))
    expect('content' in opened && textOf(opened.content)).toBe('for brin alone')
  })
})

const owner = {
  deviceKey: hex(recorded.owner.deviceKey ?? ''),
  mlsSignatureKey: hex(recorded.owner.mlsSignatureKey ?? '')
}
const imports = [{ id: hex(recorded.import.id ?? ''), secret: hex(recorded.import.secret ?? '') }]
const entries = recorded.entries.map(({ seq, prev, body }): SealedEntry => {
  const sealed = decodeSealed(hex(body))
  if (sealed === undefined) throw new Error('not a sealed body')
  const position = { room: hex(recorded.room), device: owner.deviceKey, seq, prev: prev === '' ? undefined : hex(prev) }
  return { position, sealed }
})

async function follow(name: 'brin' | 'cleo', from: number): Promise<(string | undefined)[]> {
  const { port } = makeDevice(name)
  const own = recorded.packages[name]
  const packages = [
    {
      bytes: hex(own.bytes ?? ''),
      ref: hex(own.ref ?? ''),
      initKey: hex(own.initKey ?? ''),
      leafKey: hex(own.leafKey ?? '')
    }
  ]
  const first = entries[from]
  if (first === undefined) throw new Error('no entry')
  const joined = must(await port.join({ entry: first, owner, packages }))
  const { outcomes } = await port.read(joined.state, entries.slice(from + 1), imports)
  return [textOf(joined.content), ...outcomes.map(said)]
}

describe('a conversation that was recorded', () => {
  test('is read from its first entry on', async () => {
    expect(await follow('brin', 0)).toStrictEqual([
      'opened',
      'said',
      'refreshed',
      'added',
      'to both',
      'removed',
      'to one'
    ])
  })

  test('is read by whoever was added, until they were removed', async () => {
    expect(await follow('cleo', 3)).toStrictEqual(['added', 'to both', undefined, 'refused: removed'])
  })

  test.each(recorded.states.map((_, at) => at).slice(0, -1))(
    'goes on from what was stored after entry %i',
    async at => {
      const state = recorded.states[at]
      if (state == null) throw new Error('nothing was stored')
      const kept = { epoch: hex(state.epoch ?? ''), chain: hex(state.chain ?? '') }
      const { outcomes } = await makeDevice('brin').port.read(kept, entries.slice(at + 1), imports)
      expect(outcomes.map(said)).toStrictEqual(['said', 'refreshed', 'added', 'to both', 'removed', 'to one'].slice(at))
    }
  )
})
