/** What others may send: each is refused by its name, and the conversation goes on. */
import { describe, expect, test } from 'vitest'
import { decodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import {
  bodyOf,
  changedSealed,
  conversation,
  type Device,
  makeDevice,
  must,
  Owner,
  onePackage,
  type Reader,
  recipient,
  rewritten,
  said,
  tampered
} from '../support/sendGroups.ts'

const refresh = { kind: 'refresh', imports: [] } as const
const REFUSED = /^refused: /

/** What a body that was changed on its way comes to. */
async function outcomesOf(reader: Reader, entry: SealedEntry): Promise<Map<string, number>> {
  const names = new Map<string, number>()
  const before = reader.state
  for (const body of tampered(bodyOf(entry))) {
    const changed = rewritten(entry, body)
    const heard = changed === undefined ? 'refused: no body' : await reader.read(changed)
    expect(heard).toMatch(REFUSED)
    expect(reader.state?.chain).toStrictEqual(before?.chain)
    names.set(heard ?? '', (names.get(heard ?? '') ?? 0) + 1)
  }
  return names
}

describe('a body that was changed', () => {
  test('in any byte of a message is refused by name, and the true one is read', { timeout: 60_000 }, async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const entry = await owner.write('a message like any other')
    const brin = readers[0]?.reader as Reader
    const names = await outcomesOf(brin, entry)
    expect([...names.keys()]).toContain('refused: cipher')
    expect([...names.keys()]).toContain('refused: position')
    expect(await brin.read(entry)).toBe('a message like any other')
  })

  test('in any byte of a commit is refused by name, and the true one is followed', { timeout: 60_000 }, async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const entry = await owner.write('after it', { ...refresh })
    const brin = readers[0]?.reader as Reader
    await outcomesOf(brin, entry)
    expect(await brin.read(entry)).toBe('after it')
  })

  test('in any byte of a Welcome joins nothing, and the true one does', { timeout: 60_000 }, async () => {
    const [ada, cleo] = ['ada', 'cleo'].map(makeDevice) as [Device, Device]
    const one = await onePackage(cleo)
    const entry = await new Owner(ada).open([recipient(cleo, one)])
    const joining = { owner: ada.keys, packages: [one] }
    for (const body of tampered(bodyOf(entry))) {
      const changed = rewritten(entry, body)
      if (changed === undefined) continue
      expect(Object.keys(await cleo.port.join({ ...joining, entry: changed }))).toStrictEqual(['refusal'])
    }
    expect(await cleo.port.join({ ...joining, entry })).toHaveProperty('state')
  })
})

describe('an entry in the wrong place', () => {
  test('is refused by name', async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const brin = readers[0]?.reader as Reader
    const [one, two] = [await owner.write('one'), await owner.write('two')]
    const { position } = one
    const elsewhere = (more: object): SealedEntry => ({ ...one, position: { ...position, ...more } })
    expect(await brin.read(two)).toBe('refused: gap')
    expect(await brin.read(elsewhere({ room: new Uint8Array(32) }))).toBe('refused: group')
    expect(await brin.read(elsewhere({ device: brin.device.keys.deviceKey }))).toBe('refused: group')
    expect(await brin.read(elsewhere({ seq: 7 }))).toBe('refused: position')
    expect(await brin.read(elsewhere({ prev: new Uint8Array(32) }))).toBe('refused: position')
    expect(await brin.read(elsewhere({ prev: undefined }))).toBe('refused: position')
    expect(await brin.read(changedSealed(one, { opened: 1 }))).toBe('refused: group')
    expect(await brin.read(changedSealed(one, { step: 7 }))).toBe('refused: gap')
    expect(await brin.read(changedSealed(one, { message: two.sealed.message }))).toBe('refused: position')
    expect(await brin.read(changedSealed(one, { message: undefined }))).toBe('refused: malformed')
    expect(await brin.read(one)).toBe('one')
    expect(await brin.read(one)).toBe('refused: replayed')
    expect(await brin.read({ ...one, position: two.position })).toBe('refused: replayed')
    expect(await brin.read(two)).toBe('two')
  })

  test('of an epoch that is over, or not yet there, is refused', async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const brin = readers[0]?.reader as Reader
    const before = await owner.write('before')
    const after = await owner.write('after', { ...refresh })
    expect(await brin.read({ ...changedSealed(after, { commits: [], step: 1 }), position: before.position })).toBe(
      'refused: epoch'
    )
    expect(await brin.read(before)).toBe('before')
    expect(await brin.read(after)).toBe('after')
    const old = changedSealed(before, { step: 4 })
    expect(await brin.read({ ...old, position: owner.log.next })).toBe('refused: epoch')
  })

  test('and commits without their order or some of them are refused', async () => {
    const { owner, readers } = await conversation(['ada', 'brin', 'cleo'])
    const brin = readers[0]?.reader as Reader
    const dara = makeDevice('dara')
    const added = await owner.write(undefined, {
      kind: 'add',
      recipient: recipient(dara, await onePackage(dara))
    })
    const [path, add] = added.sealed.commits as [Uint8Array, Uint8Array]
    const commits = (...all: Uint8Array[]) => brin.read(changedSealed(added, { commits: all }))
    expect(await commits(add, path)).toBe('refused: epoch')
    expect(await commits(path)).toBe('refused: commit')
    expect(await commits(path, path)).toBe('refused: epoch')
    expect(await commits(path, add, add)).toBe('refused: malformed')
    expect(await brin.read(changedSealed(added, { welcome: undefined }))).toBe('refused: commit')
    expect(await brin.read(added)).toBeUndefined()
    expect(await brin.read(await owner.write('on'))).toBe('on')
  })
})

describe('what is stored', () => {
  test('is refused as state, or refuses what follows, where any byte of it is changed', {
    timeout: 60_000
  }, async () => {
    const { owner, readers } = await conversation(['ada', 'brin'])
    const brin = readers[0]?.reader as Reader
    const entry = await owner.write('read me')
    const { state } = brin
    if (state === undefined) throw new Error('nobody')
    for (const half of ['epoch', 'chain'] as const)
      for (const bytes of tampered(state[half])) {
        const { outcomes } = await brin.device.port.read({ ...state, [half]: bytes }, [entry], [])
        const heard = said(outcomes[0])
        // What only a commit looks at, and what is counted for the owner, does not stand in a message's way.
        if (heard !== 'read me') expect(heard).toMatch(REFUSED)
      }
    expect(await brin.device.port.members({ epoch: new Uint8Array(), chain: state.chain })).toStrictEqual({
      refusal: 'state'
    })
    expect(
      await brin.device.port.export({ ...state, chain: new Uint8Array(3) }, 'earshot/x', new Uint8Array(), 32)
    ).toStrictEqual({ refusal: 'state' })
    expect(await brin.read(entry)).toBe('read me')
  })

  test('a body that is none is none', () => {
    const much = must({
      opened: 0,
      step: 0,
      commits: [],
      message: new Uint8Array(63_000),
      welcome: undefined,
      imports: []
    })
    expect(decodeSealed(new Uint8Array())).toBeUndefined()
    expect(decodeSealed(bodyOf({ position: makePosition(), sealed: much }))).toBeUndefined()
    const short = { ...much, message: new Uint8Array(9), imports: [new Uint8Array(39)] }
    expect(decodeSealed(bodyOf({ position: makePosition(), sealed: short }))).toBeUndefined()
  })
})

const makePosition = () => ({ room: new Uint8Array(32), device: new Uint8Array(32), seq: 0, prev: undefined })
