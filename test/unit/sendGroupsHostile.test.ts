/** What others may send: each is refused by its name, and the conversation goes on. */

import { encodeKeyPackage, signKeyPackage } from 'ts-mls/keyPackage.js'
import { signLeafNodeKeyPackage } from 'ts-mls/leafNode.js'
import { describe, expect, test } from 'vitest'
import { decodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import { newPair } from '../../electron/core/crypto/groups/hpke.ts'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import { type OwnPackage, ownPublic } from '../../electron/core/crypto/groups/packages.ts'
import { lend, suite } from '../../electron/core/crypto/groups/suite.ts'
import { addOf, commitIn, enterFreely, FreeOwner, removeOf, speakIn } from '../support/sendGroupAttacker.ts'
import {
  bodyOf,
  changedSealed,
  conversation,
  type Device,
  makeDevice,
  must,
  Owner,
  onePackage,
  Reader,
  recipient,
  rewritten,
  said
} from '../support/sendGroups.ts'

const refresh = { kind: 'refresh', imports: [] } as const
const REFUSED = /^refused: /

function* tampered(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.byteLength; at++) {
    const out = Uint8Array.from(body)
    out[at] = (out[at] ?? 0) ^ (1 << (at % 8))
    yield out
  }
  for (let end = 0; end < body.byteLength; end += 7) yield body.slice(0, end)
}

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
    const { owner, readers } = await conversation(['ada', 'brin', 'cleo'])
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

describe('a member who is not the owner', () => {
  test('cannot speak or commit in the group, though it holds its secrets', async () => {
    const [ada, brin, cleo] = ['ada', 'brin', 'cleo'].map(makeDevice) as [Device, Device, Device]
    const [forBrin, forCleo] = [await onePackage(brin), await onePackage(cleo)]
    const owner = new FreeOwner(ada)
    const entry = await owner.open([
      { device: brin, own: forBrin },
      { device: cleo, own: forCleo }
    ])
    const { reader } = await Reader.join(brin, ada, entry, [forBrin])
    const inside = await enterFreely(entry, cleo, forCleo)
    const { position } = owner
    const forged = { ...entry.sealed, welcome: undefined, step: 0 }
    const message = await speakIn(inside, position, 0, 'I am ada')
    expect(await reader.read({ position, sealed: { ...forged, message } })).toBe('refused: sender')
    const commits = [await commitIn(inside, position, 0, [])]
    expect(await reader.read({ position, sealed: { ...forged, commits } })).toBe('refused: sender')
    expect(await reader.read(await owner.saying('I am'))).toBe('I am')
  })

  test("cannot welcome anybody in the owner's name", async () => {
    const [ada, brin, mallory] = ['ada', 'brin', 'mallory'].map(makeDevice) as [Device, Device, Device]
    const one = await onePackage(brin)
    // Her own keys, ada's device in the credential, ada's log.
    const thief = new FreeOwner(mallory, new FreeOwner(ada).log)
    const entry = await thief.open([{ device: brin, own: one }], ada)
    const join = (owner: Device) => brin.port.join({ entry, owner: owner.keys, packages: [one] })
    expect(await join(ada)).toStrictEqual({ refusal: 'owner' })
    expect(await join(mallory)).toStrictEqual({ refusal: 'owner' })
  })
})

describe('an owner who does not keep to the rules', () => {
  async function group(cipherSuite = suite) {
    const [ada, brin, cleo, dara] = ['ada', 'brin', 'cleo', 'dara'].map(makeDevice) as [Device, Device, Device, Device]
    const [forBrin, forCleo, forDara] = [await onePackage(brin), await onePackage(cleo), await onePackage(dara)]
    const owner = new FreeOwner(ada, undefined, cipherSuite)
    const members = [
      { device: brin, own: forBrin },
      { device: cleo, own: forCleo }
    ]
    const { reader } = await Reader.join(brin, ada, await owner.open(members), [forBrin])
    return { owner, reader, dara: addOf(ownPublic(forDara)) }
  }

  test('is refused for Add together with Remove, for an Add alone, and for what is no change at all', async () => {
    const mixed = await group()
    expect(await mixed.reader.read(await mixed.owner.committing([mixed.dara, removeOf(2)]))).toBe('refused: commit')
    const alone = await group()
    expect(await alone.reader.read(await alone.owner.committing([alone.dara]))).toBe('refused: commit')
    const extensions = await group()
    const change = { groupContextExtensions: { extensions: [] } }
    const entry = await extensions.owner.committing([{ proposalType: 'group_context_extensions', ...change }])
    expect(await extensions.reader.read(entry)).toBe('refused: commit')
  })

  test('is refused for a proposal that stands alone', async () => {
    const { owner, reader } = await group()
    expect(await reader.read(await owner.proposing(removeOf(2)))).toBe('refused: malformed')
  })

  test('is refused for imports that it did not name, or named and did not make', async () => {
    const { owner, reader } = await group()
    const entry = await owner.committing([], { imports: [new Uint8Array(40)] })
    const held = { id: new Uint8Array(40), secret: new Uint8Array(32) }
    expect(await reader.read(entry)).toBe('refused: import')
    expect(await reader.read(entry, [held])).toBe('refused: commit')
  })

  test('is refused for shares that agree on nothing, in a commit and in a Welcome', async () => {
    let zeros = false
    const seal: typeof suite.hpke.seal = async (...args) => {
      const sealed = await suite.hpke.seal(...args)
      return zeros ? { ...sealed, enc: new Uint8Array(32) } : sealed
    }
    const { owner, reader } = await group({ ...suite, hpke: { ...suite.hpke, seal } })
    zeros = true
    expect(await reader.read(await owner.committing([]))).toBe('refused: share')
    const brin = makeDevice('brin')
    const one = await onePackage(brin)
    const again = new FreeOwner(makeDevice('ada'), undefined, owner.cipherSuite)
    const entry = await again.open([{ device: brin, own: one }])
    expect(await brin.port.join({ entry, owner: again.device.keys, packages: [one] })).toStrictEqual({
      refusal: 'share'
    })
  })
})

describe('a key package', () => {
  const brin = makeDevice('brin')

  /** Changed, and signed again by whoever. */
  async function forged(
    own: OwnPackage,
    change: (kp: ReturnType<typeof ownPublic>) => void,
    by = brin
  ): Promise<Uint8Array> {
    const kp = structuredClone(ownPublic(own))
    change(kp)
    if (kp.leafNode.leafNodeSource !== 'key_package') throw new Error('no leaf of a package')
    const leafNode = await signLeafNodeKeyPackage(kp.leafNode, lend(by.mls), suite.signature)
    return encodeKeyPackage(await signKeyPackage({ ...kp, leafNode }, lend(by.mls), suite.signature))
  }

  test('is taken as it was made, and refused by name otherwise', async () => {
    const own = await onePackage(brin)
    const check = (bytes: Uint8Array, keys = brin.keys) => brin.port.checkPackage(bytes, keys)
    const mallory = makeDevice('mallory')
    expect(await check(own.bytes)).toBeUndefined()
    expect(await check(own.bytes, mallory.keys)).toBe('package-device')
    const stolen = { deviceKey: brin.keys.deviceKey, mlsSignatureKey: mallory.keys.mlsSignatureKey }
    expect(await check(own.bytes, stolen)).toBe('package-signature-key')
    const hers = await forged(own, kp => kp.leafNode.signaturePublicKey.set(mallory.keys.mlsSignatureKey), mallory)
    expect(await check(hers)).toBe('package-signature-key')
    expect(await check(await forged(own, () => undefined, mallory))).toBe('package-signature')
    expect(await check(await forged(own, kp => kp.initKey.fill(0)))).toBe('package-share')
    expect(await check(await forged(own, kp => kp.leafNode.hpkePublicKey.fill(0)))).toBe('package-share')
    expect(await check(await forged(own, kp => kp.initKey.set(kp.leafNode.hpkePublicKey)))).toBe('package-share')
    const brief = await forged(own, kp => {
      if (kp.leafNode.leafNodeSource === 'key_package') kp.leafNode.lifetime.notAfter = 5n
    })
    expect(await check(brief)).toBe('package-lifetime')
    expect(await check(await forged(own, kp => kp.leafNode.capabilities.ciphersuites.pop()))).toBe('package-suite')
    expect(await check(new Uint8Array(2_000))).toBe('package-malformed')
  })

  test('is refused when any of its bytes is changed', async () => {
    const own = await onePackage(brin)
    for (const bytes of tampered(own.bytes)) expect(await brin.port.checkPackage(bytes, brin.keys)).toMatch(/^package-/)
  })

  test('that is refused adds nobody, and the group stays as it was', async () => {
    const { owner, readers } = await conversation(['ada', 'cleo'])
    const own = await onePackage(brin)
    const bad = { ...recipient(brin, own), mlsSignatureKey: makeDevice('mallory').keys.mlsSignatureKey }
    await expect(owner.write('x', { kind: 'add', recipient: bad })).rejects.toThrow('package-signature-key')
    expect(await readers[0]?.reader.read(await owner.write('on'))).toBe('on')
  })

  test('of one device opens no Welcome for another', async () => {
    const { entry, owner } = await conversation(['ada', 'brin'])
    const cleo = makeDevice('cleo')
    const others = { ...(await onePackage(cleo)), initKey: newPair().privateKey }
    expect(await cleo.port.join({ entry, owner: owner.device.keys, packages: [others] })).toStrictEqual({
      refusal: 'not-for-us'
    })
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
