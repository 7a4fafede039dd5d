/** Members, owners and key packages that do not keep to the rules: refused by name, and the conversation goes on. */
import { encodeKeyPackage, signKeyPackage } from 'ts-mls/keyPackage.js'
import { signLeafNodeKeyPackage } from 'ts-mls/leafNode.js'
import { describe, expect, test } from 'vitest'
import { newPair } from '../../electron/core/crypto/groups/hpke.ts'
import { type OwnPackage, ownPublic } from '../../electron/core/crypto/groups/packages.ts'
import { lend, suite } from '../../electron/core/crypto/groups/suite.ts'
import { addOf, commitIn, enterFreely, FreeOwner, removeOf, speakIn } from '../support/sendGroupAttacker.ts'
import {
  conversation,
  type Device,
  makeDevice,
  onePackage,
  Reader,
  recipient,
  tampered
} from '../support/sendGroups.ts'

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

  test('is refused for a tree larger than any group', async () => {
    const [ada, brin, cleo] = ['ada', 'brin', 'cleo'].map(makeDevice) as [Device, Device, Device]
    const [forBrin, forCleo] = [await onePackage(brin), await onePackage(cleo)]
    const owner = new FreeOwner(ada)
    await owner.open([{ device: cleo, own: forCleo }])
    if (owner.mls === undefined) throw new Error('no group')
    const blank = Array.from({ length: 1_020 }, () => undefined)
    owner.mls = {
      ...owner.mls,
      ratchetTree: [...owner.mls.ratchetTree.slice(0, 2), ...blank, owner.mls.ratchetTree[2]]
    }
    const entry = await owner.committing([addOf(ownPublic(forBrin))])
    const first = {
      ...entry,
      position: { ...entry.position, seq: 0 },
      sealed: { ...entry.sealed, step: 0, commits: [] }
    }
    expect(await brin.port.join({ entry: first, owner: ada.keys, packages: [forBrin] })).toStrictEqual({
      refusal: 'too-large'
    })
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
