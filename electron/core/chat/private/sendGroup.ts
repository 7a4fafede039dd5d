/**
 * Our own send group in a room, while something is written: brought in line with who shall read it, sealed in, and what is to be
 * stored of it. Nothing here is stored or sent: what comes out goes into one transaction. Spec: docs/protocol/14-send-groups.md
 */
import { ChatError } from '../../../../shared/errors.ts'
import { equal, sha256, toHex, utf8 } from '../../crypto/bytes.ts'
import { newSeed, signingKey } from '../../crypto/ed25519.ts'
import { KIND, readHeader } from '../../crypto/event.ts'
import { factsOf } from '../../crypto/groups/chain.ts'
import type { Change, Recipient } from '../../crypto/groups/commit.ts'
import type { GroupPort } from '../../crypto/groups/engine.ts'
import type { EpochShare } from '../../crypto/groups/exporter.ts'
import { type DeviceKeys, makePackage } from '../../crypto/groups/packages.ts'
import { groupId, type Position, type Sealed } from '../../crypto/groups/position.ts'
import { importsFor, refreshDue, sharesToDrop } from '../../crypto/groups/refresh.ts'
import type { WriteRefusal } from '../../crypto/groups/refusal.ts'
import type { GroupState } from '../../crypto/groups/state.ts'
import type { Written } from '../../crypto/groups/write.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { ChosenPackage } from './keys.ts'

export interface SendGroupComponents {
  store: Store
  account: Pick<Account, 'device' | 'deviceNum'>
  port: GroupPort
  /** Who shall read what this device writes in a room. */
  recipients(room: RoomRow): DeviceKeys[]
  /** A key package to add a device by; undefined while there is none of it. */
  packageFor(keys: DeviceKeys): Promise<ChosenPackage | undefined>
  now(): number
}

/** The next place in our log: each entry that was made says what the one after it is. */
export type Next = () => Position

/** What was sealed for one entry. */
export type Made = (sealed: Sealed) => void

/** The state cannot be written from, whatever is asked of it: a new group takes its place. */
const GIVE_UP: ReadonlySet<WriteRefusal> = new Set(['rolled-back', 'state', 'group', 'spent', 'position'])
/** The leaf of nobody: a group has two members at least, and in a room may be one person alone. */
const NOBODY = utf8('earshot/nobody/1')

interface Own {
  state: GroupState
  opened: number
  /** seq of the last entry sealed in it, as far as anybody knows. */
  lastSealed: number
  /** Device keys of the others in it. */
  members: Uint8Array[]
}

export function createSendGroups({ store, account, port, recipients, packageFor, now }: SendGroupComponents) {
  const self = account.device.publicKey
  /** By room: who is in the epoch that was stored last. */
  const kept = new Map<number, { epoch: Uint8Array; members: Uint8Array[] }>()

  /** The newest sealed entry of our log: where the stored state has not got as far, it is an old one. */
  function lastSealed(room: number, known: number): number {
    const log = store.logs.get(room, account.deviceNum)
    for (const { seq, header } of log === undefined ? [] : store.sealed.behind(log.num, known)) {
      const { kind } = readHeader(header)
      if (kind === KIND.sealed || kind === KIND.group) return seq
    }
    return known
  }

  async function othersIn(room: number, state: GroupState): Promise<Uint8Array[] | undefined> {
    const known = kept.get(room)
    if (known !== undefined && equal(known.epoch, state.epoch)) return known.members
    const members = await port.members(state)
    if ('refusal' in members) return undefined
    const others = members.filter(key => !equal(key, self))
    kept.set(room, { epoch: Uint8Array.from(state.epoch), members: others })
    return others
  }

  async function load(room: RoomRow): Promise<Own | undefined> {
    const row = store.groups.newest(room.num, account.deviceNum)
    if (row === undefined || row.lost === 1) return undefined
    const state = { epoch: row.epoch, chain: row.chain }
    const members = await othersIn(room.num, state)
    return members && { state, opened: row.opened, lastSealed: lastSealed(room.num, row.seq), members }
  }

  /** Whether a device is in the group that our next message is sealed in. */
  async function sealsFor(room: RoomRow, device: Uint8Array): Promise<boolean> {
    const own = await load(room)
    return own?.members.some(key => equal(key, device)) ?? false
  }

  /**
   * @param goOn whether the stored group may be gone on with, where there is one
   * @param next the place of the next entry
   * @param made is told of each sealed body, in order
   */
  return {
    sealsFor,
    async begin(room: RoomRow, goOn: boolean, next: Next, made: Made) {
      let own = goOn ? await load(room) : undefined
      let isNew = false
      let epochs = 0
      const shares: EpochShare[] = []
      const imported: Uint8Array[] = []
      const used: Uint8Array[] = []

      function take({ state, sealed, share }: Written, members: Uint8Array[]): void {
        const { seq } = next()
        if (share !== undefined) shares.push(share)
        if (share !== undefined) epochs++
        own = { state, opened: sealed.opened, lastSealed: seq, members }
        made(sealed)
      }

      /** False where the state cannot be gone on with. Throws ChatError where what is asked for cannot be. */
      async function write(change: Change | undefined, content: Uint8Array | undefined, members: Uint8Array[]) {
        if (own === undefined) return false
        const { state, lastSealed } = own
        const written = await port.write(state, { position: next(), lastSealed, change, content, now: now() })
        if (!('refusal' in written)) {
          take(written, members)
          return true
        }
        if (GIVE_UP.has(written.refusal)) return false
        throw new ChatError(written.refusal === 'too-large' ? 'msg.too-long' : 'internal', written.refusal)
      }

      async function open(): Promise<void> {
        const wanted = recipients(room)
        const found: Recipient[] = []
        for (const keys of wanted) {
          const chosen = await packageFor(keys)
          if (chosen === undefined) continue
          found.push({ ...keys, package: chosen.package })
          if (chosen.kind === 'once') used.push(chosen.ref)
        }
        if (found.length === 0 && room.kind === 'direct') throw new ChatError('room.pending', 'no key of theirs yet')
        if (found.length === 0) found.push(await nobody(room))
        const written = await port.open({ position: next(), recipients: found, content: undefined, now: now() })
        if ('refusal' in written) throw new ChatError('internal', `cannot open a send group: ${written.refusal}`)
        isNew = true
        imported.length = 0
        take(
          written,
          found.map(({ deviceKey }) => deviceKey)
        )
      }

      async function nobody({ roomId }: RoomRow): Promise<Recipient> {
        const deviceKey = nobodyIn(roomId)
        const signer = signingKey(newSeed())
        const { bytes, initKey, leafKey } = await makePackage(deviceKey, signer)
        initKey.fill(0)
        leafKey.fill(0)
        return { deviceKey, mlsSignatureKey: signer.publicKey, package: bytes }
      }

      const nobodyIn = (roomId: Uint8Array): Uint8Array => sha256(NOBODY, roomId, self)

      /** Removes first, then adds. False: a new group is needed. */
      async function align(): Promise<boolean> {
        if (own === undefined) return false
        const wanted = recipients(room)
        const has = (keys: readonly Uint8Array[], key: Uint8Array): boolean => keys.some(one => equal(one, key))
        const wantedKeys = wanted.map(({ deviceKey }) => deviceKey)
        if (wanted.length === 0) wantedKeys.push(nobodyIn(room.roomId))
        const stay = own.members.filter(key => has(wantedKeys, key))
        const gone = own.members.filter(key => !has(wantedKeys, key))
        if (stay.length === 0) {
          const isWaiting = wanted.length > 0 && own.members.every(key => equal(key, nobodyIn(room.roomId)))
          if (!isWaiting) return false
          for (const keys of wanted) if ((await packageFor(keys)) !== undefined) return false
          return true // nobody to speak to yet
        }
        if (gone.length > 0 && !(await write({ kind: 'remove', devices: gone }, undefined, stay))) return false
        for (const keys of wanted) {
          if (has(own.members, keys.deviceKey)) continue
          const chosen = await packageFor(keys)
          if (chosen === undefined) continue // waiting for their key
          const recipient = { ...keys, package: chosen.package }
          if (!(await write({ kind: 'add', recipient }, undefined, [...own.members, keys.deviceKey]))) return false
          if (chosen.kind === 'once') used.push(chosen.ref)
        }
        return true
      }

      /** The newest epoch of each of their present groups. */
      function newestShares(members: readonly Uint8Array[]): EpochShare[] {
        return members.flatMap(device => {
          const num = store.people.device(device)?.num
          const [group] = num === undefined ? [] : store.groups.all(room.num, num) // not what is in them: that is large
          if (group === undefined) return []
          return store.shares.newest(room.num, groupId({ room: room.roomId, device, opened: group.opened })) ?? []
        })
      }

      async function refresh(): Promise<boolean> {
        if (own === undefined) return false
        const facts = factsOf(own.state.chain)
        if (facts === undefined) return false
        const readers = [self, ...own.members]
        const due = (isFresh: boolean): boolean => refreshDue(facts, readers.length, isFresh, now())
        if (!due(true)) return true // whatever others may have told: not looked up with every message
        const known = isNew ? new Set<string>() : store.shares.imported(room.num)
        for (const id of imported) known.add(toHex(id))
        const imports = importsFor(readers, newestShares(own.members), known)
        if (!due(imports.length > 0)) return true
        if (!(await write({ kind: 'refresh', imports }, undefined, own.members))) return false
        imported.push(...imports.map(({ id }) => id))
        return true
      }

      return {
        /** Who shall read the next message can. Throws ChatError room.pending. */
        async align(): Promise<void> {
          if (!((await align()) && (await refresh()))) await open()
        },
        /** @param content as it is signed for the next place */
        async seal(content: () => Uint8Array): Promise<void> {
          if (await write(undefined, content(), own?.members ?? [])) return
          await open()
          if (!(await write(undefined, content(), own?.members ?? [])))
            throw new Error('a new send group cannot be written in')
        },
        /** Inside the transaction that stores the entries. */
        save(): void {
          if (own === undefined) return
          const { opened, state, lastSealed: seq } = own
          if (epochs > 0) store.groups.put(room.num, account.deviceNum, { opened, ...state, seq })
          else store.groups.step(room.num, account.deviceNum, { opened, chain: state.chain, seq })
          if (isNew) {
            store.groups.dropOthers(room.num, account.deviceNum, opened)
            store.shares.clearImported(room.num)
          }
          store.shares.addImported(room.num, imported)
          for (const share of shares) store.shares.put(room.num, account.deviceNum, share)
          if (shares.length > 0) store.shares.drop(sharesToDrop(store.shares.ids(room.num, account.deviceNum)))
          for (const ref of used) store.packages.use(ref, now())
        }
      }
    }
  }
}
