/** Joining somebody else's send group by its Welcome. Spec: docs/protocol/14-send-groups.md */
import type { ClientState } from 'ts-mls'
import { joinGroup } from 'ts-mls/clientState.js'
import { ratchetTreeFromExtension } from 'ts-mls/groupInfo.js'
import { emptyPskIndex } from 'ts-mls/pskIndex.js'
import { decodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { decryptGroupInfo, decryptGroupSecrets } from 'ts-mls/welcome.js'
import { equal } from '../bytes.ts'
import { type EpochShare, shareOf } from './exporter.ts'
import { type Cursor, countedAt, isOwner, openMessage, type SealedEntry } from './message.ts'
import { configFor, decodeWelcomeMessage, MAX_MEMBERS, membersOf, OWNER_LEAF, refusalOf, wipe } from './mls.ts'
import { type DeviceKeys, type OwnPackage, ownPublic } from './packages.ts'
import { groupId } from './position.ts'
import { Refused } from './refusal.ts'
import { type GroupState, pack, wipeState } from './state.ts'
import { suite } from './suite.ts'

const ADD_COMMITS = 2
/** Of the smallest full tree with a leaf for each of MAX_MEMBERS. */
const MAX_NODES = 2 ** (Math.ceil(Math.log2(MAX_MEMBERS)) + 1) - 1

export interface Joining {
  entry: SealedEntry
  /** From the certificate of the device whose log this is. */
  owner: DeviceKeys
  /** Packages of ours that the Welcome may have been made for. */
  packages: readonly OwnPackage[]
}

export interface Joined {
  state: GroupState
  /** What the same entry said. */
  content: Uint8Array | undefined
  share: EpochShare
  /** Ref of the package that was used: one-time ones are erased in the same transaction. */
  used: Uint8Array
}

/** Takes a Welcome. Throws Refused. */
export async function joinGroupOf({ entry, owner, packages }: Joining): Promise<Joined> {
  const { position, sealed } = entry
  if (!equal(position.device, owner.deviceKey)) throw new Refused('owner')
  const first = sealed.opened === position.seq && sealed.step === 0 && sealed.commits.length === 0
  if (sealed.welcome === undefined || !(first || sealed.commits.length === ADD_COMMITS)) throw new Refused('malformed')
  const welcome = decodeWelcomeMessage(sealed.welcome)
  const used = packages.find(({ ref }) => welcome.secrets.some(({ newMember }) => equal(newMember, ref)))
  if (used === undefined) throw new Refused('not-for-us')
  const mls = await enter(welcome, used)
  try {
    checkJoined(mls, owner, groupId({ ...position, opened: sealed.opened }))
    const cursor: Cursor = { mls, step: sealed.step + sealed.commits.length, consumed: [] }
    const content = sealed.message && (await openMessage(cursor, sealed.message, position, 0))
    const state = pack(cursor.mls, countedAt(sealed.opened, cursor.step, position.seq))
    return { state, content, share: await shareOf(cursor.mls), used: used.ref }
  } catch (err) {
    throw new Refused(refusalOf(err), { cause: err })
  } finally {
    wipeState(mls)
  }
}

type Welcome = ReturnType<typeof decodeWelcomeMessage>

/** Lets ts-mls join, with copies of the private keys: the stored ones are the caller's. */
async function enter(welcome: Welcome, own: OwnPackage): Promise<ClientState> {
  const privateKeys = {
    initPrivateKey: Uint8Array.from(own.initKey),
    hpkePrivateKey: Uint8Array.from(own.leafKey),
    signaturePrivateKey: new Uint8Array()
  }
  try {
    await checkDescription(welcome, own)
    return await joinGroup(
      welcome,
      ownPublic(own),
      privateKeys,
      emptyPskIndex,
      suite,
      undefined,
      undefined,
      configFor(0)
    )
  } catch (err) {
    throw new Refused(refusalOf(err), { cause: err })
  } finally {
    wipe(privateKeys.initPrivateKey)
  }
}

/**
 * Looks at the group's description before ts-mls builds a group out of it: who signed it (ts-mls takes any member), and
 * that its tree is no larger than one of ours can be, since every node of it costs time.
 */
async function checkDescription(welcome: Welcome, own: OwnPackage): Promise<void> {
  const key = await suite.hpke.importPrivateKey(own.initKey)
  const secrets = await decryptGroupSecrets(key, own.ref, welcome, suite.hpke)
  if (secrets === undefined || secrets.psks.length > 0) throw new Refused('malformed')
  const info = await decryptGroupInfo(welcome, secrets.joinerSecret, new Uint8Array(suite.kdf.size), suite)
  wipe(secrets.joinerSecret, secrets.pathSecret)
  const tree = info?.extensions.find(({ extensionType }) => extensionType === 'ratchet_tree')
  if (info === undefined || tree === undefined || info.extensions.length > 1) throw new Refused('malformed')
  if (decodeRatchetTree(tree.extensionData, 0)?.[1] !== tree.extensionData.byteLength) throw new Refused('malformed')
  if ((ratchetTreeFromExtension(info)?.length ?? Infinity) > MAX_NODES) throw new Refused('too-large')
  if (info.signer !== OWNER_LEAF) throw new Refused('owner')
}

function checkJoined(mls: ClientState, owner: DeviceKeys, group: Uint8Array): void {
  if (!equal(mls.groupContext.groupId, group)) throw new Refused('group')
  if (mls.groupContext.extensions.length > 0 || membersOf(mls).length > MAX_MEMBERS) throw new Refused('malformed')
  if (!isOwner(mls, owner)) throw new Refused('owner')
}
