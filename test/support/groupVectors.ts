/**
 * Vectors of the formats around send groups. What follows from given keys is made anew and compared; a conversation, which
 * is full of fresh randomness, was recorded once and must be readable for ever.
 */
import { toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { agreementPublicKey, signingKey } from '../../electron/core/crypto/ed25519.ts'
import { BUNDLE_LIFE_MS, packageRef, signBundle } from '../../electron/core/crypto/groups/bundle.ts'
import { encodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import { sealToInbox } from '../../electron/core/crypto/groups/inbox.ts'
import { padded } from '../../electron/core/crypto/groups/mls.ts'
import type { OwnPackage } from '../../electron/core/crypto/groups/packages.ts'
import { boundTo, epochId, groupId } from '../../electron/core/crypto/groups/position.ts'
import type { GroupState } from '../../electron/core/crypto/groups/state.ts'
import { safetyNumber, verificationCode } from '../../electron/core/crypto/safetyNumber.ts'
import { AT, makeDevice, Owner, onePackage, Reader, ROOM, recipient, stored } from './sendGroups.ts'
import { seedOf } from './stranger.ts'

const hexed = (values: Record<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, bytes]) => [name, toHex(bytes)]))

/** What follows from given bytes alone. */
export function makeGroupVectors() {
  const device = makeDevice('ada').keys.deviceKey
  const prev = seedOf('an entry')
  const group = groupId({ room: ROOM, device, opened: 3 })
  const bound = [
    { seq: 3, step: 0, prev },
    { seq: 4, step: 1, prev },
    { seq: 0, step: 0, prev: undefined }
  ].map(({ seq, step, prev: before }) => ({
    seq,
    step,
    prev: before === undefined ? '' : toHex(before),
    authenticatedData: toHex(boundTo(group, { room: ROOM, device, seq, prev: before }, step))
  }))
  const parts = {
    commits: [utf8('commit one'), utf8('commit two')],
    welcome: utf8('welcome'),
    message: utf8('message')
  }
  const imports = [epochId(group, 7n)]
  const sealed = { opened: 3, step: 300, ...parts, imports }
  return {
    group: { room: toHex(ROOM), device: toHex(device), opened: 3, groupId: toHex(group) },
    bound,
    epochId: { epoch: 7, id: toHex(epochId(group, 7n)) },
    frames: [
      { name: 'everything', opened: 3, step: 300, body: toHex(encodeSealed(sealed)) },
      {
        name: 'a message',
        opened: 0,
        step: 0,
        body: toHex(encodeSealed({ ...sealed, opened: 0, step: 0, commits: [], welcome: undefined, imports: [] }))
      }
    ],
    padded: [0, 1, 256, 257, 500, 1_000, 4_096, 4_097, 40_000].map(size => ({ size, padded: padded(size) })),
    bundle: bundleVector(),
    safety: safetyVector()
  }
}

function bundleVector() {
  const device = makeDevice('brin').keys.deviceKey
  const audience = makeDevice('ada').keys.deviceKey
  const lastResort = utf8('stands for a key package')
  const once = [utf8('and this for another')]
  const bundle = { device, audience, counter: 2, createdAt: AT, expiresAt: AT + BUNDLE_LIFE_MS, lastResort, once }
  const bytes = signBundle(bundle, signingKey(seedOf('device brin')))
  return {
    ...hexed({ device, audience, lastResort, bytes, ref: packageRef(lastResort) }),
    once: once.map(toHex),
    counter: 2,
    createdAt: AT,
    expiresAt: AT + BUNDLE_LIFE_MS
  }
}

function safetyVector() {
  const [ada, brin] = ['Ada', 'Brín 🦉'].map(name => signingKey(seedOf(`account ${name}`)).publicKey)
  if (ada === undefined || brin === undefined) throw new Error('nobody')
  return { ...hexed({ one: ada, other: brin }), ...safetyNumber(ada, brin), code: verificationCode(ada, brin) }
}

const packageOf = ({ bytes, ref, initKey, leafKey }: OwnPackage) => hexed({ bytes, ref, initKey, leafKey })
const stateOf = (state: GroupState | undefined) => (state === undefined ? null : hexed({ ...state }))

/** A conversation: opened for brin, cleo added and removed again, a refresh that imports brin's own group. */
export async function recordConversation() {
  const [ada, brin, cleo] = ['ada', 'brin', 'cleo'].map(makeDevice)
  if (ada === undefined || brin === undefined || cleo === undefined) throw new Error('nobody')
  const packages = { brin: await onePackage(brin), cleo: await onePackage(cleo) }
  const back = new Owner(brin)
  await back.open([recipient(ada, await onePackage(ada))], 'to be imported')
  const [imported] = back.shares
  if (imported === undefined) throw new Error('no epoch')
  const owner = new Owner(ada)
  const entries = [
    await owner.open([recipient(brin, packages.brin)], 'opened'),
    await owner.write('said'),
    await owner.write('refreshed', { kind: 'refresh', imports: [imported] }),
    await owner.write('added', { kind: 'add', recipient: recipient(cleo, packages.cleo) }),
    await owner.write('to both'),
    await owner.write('removed', { kind: 'remove', devices: [cleo.keys.deviceKey] }),
    await owner.write('to one')
  ]
  const { reader } = await Reader.join(brin, ada, entries[0] as never, [packages.brin])
  const states = [stateOf(reader.state)]
  for (const entry of entries.slice(1)) {
    await reader.read(entry, [imported])
    states.push(stateOf(reader.state && stored(reader.state)))
  }
  const inbox = sealToInbox(brin.keys.deviceKey, agreementPublicKey(seedOf('inbox brin')), utf8('for brin alone'))
  if ('refusal' in inbox) throw new Error(inbox.refusal)
  return {
    room: toHex(ROOM),
    owner: hexed({ deviceKey: ada.keys.deviceKey, mlsSignatureKey: ada.keys.mlsSignatureKey }),
    packages: { brin: packageOf(packages.brin), cleo: packageOf(packages.cleo) },
    import: hexed({ id: imported.id, secret: imported.secret }),
    entries: entries.map(({ position }, seq) => ({
      seq,
      prev: position.prev === undefined ? '' : toHex(position.prev),
      body: toHex(owner.log.bodies[seq] as Uint8Array)
    })),
    states,
    inbox: { device: toHex(brin.keys.deviceKey), scalar: toHex(seedOf('inbox brin')), sealed: toHex(inbox.sealed) }
  }
}
