/** Devices that talk through send groups, without a network: logs are arrays, what is stored are bytes. */
import { fromHex, sha256, toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { type SigningKey, signingKey } from '../../electron/core/crypto/ed25519.ts'
import type { Change, Recipient } from '../../electron/core/crypto/groups/commit.ts'
import { createEngine, type GroupPort, guarded } from '../../electron/core/crypto/groups/engine.ts'
import { decodeSealed, encodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import type { Joined } from '../../electron/core/crypto/groups/join.ts'
import type { SealedEntry } from '../../electron/core/crypto/groups/message.ts'
import type { DeviceKeys, OwnPackage } from '../../electron/core/crypto/groups/packages.ts'
import type { Position, Sealed } from '../../electron/core/crypto/groups/position.ts'
import type { ReadOutcome } from '../../electron/core/crypto/groups/read.ts'
import type { GroupState } from '../../electron/core/crypto/groups/state.ts'
import type { Written } from '../../electron/core/crypto/groups/write.ts'
import { seedOf } from './stranger.ts'

export const ROOM = sha256(utf8('a private room'))
export const AT = 1_767_225_600_000

export interface Device {
  name: string
  mls: SigningKey
  keys: DeviceKeys
  port: GroupPort
}

export function makeDevice(name: string): Device {
  const mls = signingKey(seedOf(`mls ${name}`))
  const deviceKey = signingKey(seedOf(`device ${name}`)).publicKey
  return {
    name,
    mls,
    keys: { deviceKey, mlsSignatureKey: mls.publicKey },
    port: guarded(createEngine(deviceKey, mls))
  }
}

export async function onePackage({ port }: Device): Promise<OwnPackage> {
  const [made] = await port.makePackages(1)
  if (made === undefined) throw new Error('no package was made')
  return made
}

export const recipient = ({ keys }: Device, { bytes }: OwnPackage): Recipient => ({ ...keys, package: bytes })

/** One writer's log: bodies as they travel, each at its position. */
export class Log {
  readonly bodies: Uint8Array[] = []
  readonly #ids: Uint8Array[] = []

  constructor(
    readonly device: Uint8Array,
    readonly room = ROOM
  ) {}

  /** Where the next entry stands. */
  get next(): Position {
    return this.at(this.bodies.length)
  }

  at(seq: number): Position {
    return { room: this.room, device: this.device, seq, prev: this.#ids[seq - 1] }
  }

  add(body: Uint8Array): number {
    this.#ids.push(sha256(this.#ids.at(-1) ?? this.device, body))
    return this.bodies.push(body) - 1
  }

  /** An entry as a reader finds it. */
  entry(seq: number): SealedEntry {
    const body = this.bodies[seq]
    const sealed = body && decodeSealed(body)
    if (sealed === undefined) throw new Error(`no sealed entry ${seq}`)
    return { position: this.at(seq), sealed }
  }
}

/** Somebody who owns a send group, and its log. */
export class Owner {
  state: GroupState | undefined
  lastSealed = -1
  shares: NonNullable<Written['share']>[] = []

  constructor(
    readonly device: Device,
    readonly log = new Log(device.keys.deviceKey)
  ) {}

  async open(recipients: readonly Recipient[], text?: string, now = AT): Promise<SealedEntry> {
    return this.#take(
      must(
        await this.device.port.open({
          position: this.log.next,
          recipients,
          content: text === undefined ? undefined : utf8(text),
          now
        })
      )
    )
  }

  async write(text: string | undefined, change?: Change, now = AT): Promise<SealedEntry> {
    if (this.state === undefined) throw new Error('no group is open')
    const content = text === undefined ? undefined : utf8(text)
    const writing = { position: this.log.next, lastSealed: this.lastSealed, change, content, now }
    return this.#take(must(await this.device.port.write(this.state, writing)))
  }

  #take({ state, sealed, share }: Written): SealedEntry {
    this.state = stored(state)
    this.lastSealed = this.log.add(encodeSealed(sealed))
    if (share !== undefined) this.shares.push(share)
    return this.log.entry(this.lastSealed)
  }
}

/** What a database gives back: the same bytes, not the same objects. */
export const stored = ({ epoch, chain }: GroupState): GroupState => ({
  epoch: fromHex(toHex(epoch)),
  chain: fromHex(toHex(chain))
})

export function must<T extends object>(result: T): Exclude<T, { refusal: string }> {
  if ('refusal' in result) throw new Error(`refused: ${String(result.refusal)}`)
  return result as Exclude<T, { refusal: string }>
}

/** Reads one entry: what it said, or why not. The state goes on as it came out. */
export class Reader {
  state: GroupState | undefined

  constructor(
    readonly device: Device,
    readonly owner: Device,
    joined?: Joined
  ) {
    this.state = joined?.state
  }

  static async join(device: Device, owner: Device, entry: SealedEntry, packages: readonly OwnPackage[]) {
    const joined = must(await device.port.join({ entry, owner: owner.keys, packages }))
    return { reader: new Reader(device, owner, { ...joined, state: stored(joined.state) }), joined }
  }

  async read(entry: SealedEntry, imports: Parameters<GroupPort['read']>[2] = []): Promise<string | undefined> {
    if (this.state === undefined) return 'refused: removed'
    const { state, outcomes } = await this.device.port.read(this.state, [entry], imports)
    this.state = state && stored(state)
    return said(outcomes[0])
  }
}

export function said(outcome: ReadOutcome | undefined): string | undefined {
  if (outcome === undefined) return undefined
  if ('refusal' in outcome) return `refused: ${outcome.refusal}`
  return outcome.content && new TextDecoder().decode(outcome.content)
}

/** The same entry with another body, as somebody might send it; undefined where that is no body at all. */
export function rewritten(entry: SealedEntry, body: Uint8Array): SealedEntry | undefined {
  const sealed = decodeSealed(body)
  return sealed && { ...entry, sealed }
}

export const bodyOf = ({ sealed }: SealedEntry): Uint8Array => encodeSealed(sealed)
export const changedSealed = (entry: SealedEntry, change: Partial<Sealed>): SealedEntry => ({
  ...entry,
  sealed: { ...entry.sealed, ...change }
})
export const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes)

/** An owner with readers who have all joined in its first entry. */
export async function conversation(names: readonly [string, ...string[]], text = 'hello') {
  const [first, ...others] = names.map(makeDevice)
  if (first === undefined) throw new Error('nobody')
  const packages = await Promise.all(others.map(onePackage))
  const owner = new Owner(first)
  const entry = await owner.open(
    others.map((device, at) => recipient(device, packages[at] as OwnPackage)),
    text
  )
  const readers = await Promise.all(
    others.map(async (device, at) => {
      const { reader, joined } = await Reader.join(device, first, entry, [packages[at] as OwnPackage])
      return {
        reader,
        heard: textOf(joined.content),
        share: joined.share,
        package: packages[at] as OwnPackage
      }
    })
  )
  return { owner, entry, readers }
}

/** The bytes with one bit of each byte turned over, and cut off here and there. */
export function* tampered(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.byteLength; at++) {
    const out = Uint8Array.from(body)
    out[at] = (out[at] ?? 0) ^ (1 << (at % 8))
    yield out
  }
  for (let end = 0; end < body.byteLength; end += 7) yield body.slice(0, end)
}
