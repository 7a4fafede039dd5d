/** Sealed parcels that are kept for others, by the tag they are asked for under. */
import type { Db } from './database.ts'

export interface NewParcel {
  tag: Uint8Array
  /** SHA-256 of it. */
  hash: Uint8Array
  /** Who left it: a hash that says so to this run alone. */
  depositor: Uint8Array
  bytes: Uint8Array
  /** What it is counted as. */
  size: number
  /** 1: left by a contact. */
  known: 0 | 1
  storedAt: number
  expiresAt: number
}

export interface ParcelRow {
  tag: Uint8Array
  hash: Uint8Array
  bytes: Uint8Array
}

/** What is kept of some parcels: their sizes, and of that what strangers left. */
export interface Weight {
  bytes: number
  strangers: number
}

/** What went. */
export interface Gone {
  size: number
  known: 0 | 1
}

const WEIGHT =
  'SELECT coalesce(sum(size), 0) AS bytes, coalesce(sum(iif(known = 0, size, 0)), 0) AS strangers FROM parcels'

export function createParcels(db: Db) {
  const put = db.prepare<NewParcel>(`
    INSERT INTO parcels (tag, hash, depositor, bytes, size, known, stored_at, expires_at)
    VALUES (@tag, @hash, @depositor, @bytes, @size, @known, @storedAt, @expiresAt)`)
  const has = db.prepare<[Uint8Array, Uint8Array]>('SELECT 1 FROM parcels WHERE tag = ? AND hash = ?')
  const head = db.prepare<[Uint8Array, Uint8Array, number], { head: Buffer }>(
    'SELECT substr(bytes, 1, 64) AS head FROM parcels WHERE tag = ? AND hash = ? AND expires_at > ?'
  )
  const all = db.prepare<[], Weight>(WEIGHT)
  const ofTag = db.prepare<[Uint8Array], Weight>(`${WEIGHT} WHERE tag = ?`)
  const ofDepositor = db.prepare<[Uint8Array], { bytes: number; parcels: number }>(
    'SELECT coalesce(sum(size), 0) AS bytes, count(*) AS parcels FROM parcels WHERE depositor = ?'
  )
  const under = db.prepare<[{ tag: Uint8Array; behind: Uint8Array; now: number; sort: Uint8Array | null }], ParcelRow>(`
    SELECT tag, hash, bytes FROM parcels WHERE tag = @tag AND hash > @behind AND expires_at > @now
      AND (@sort IS NULL OR substr(bytes, 1, 1) = @sort) ORDER BY hash`)
  const tagsHeld = db.prepare<[string, number], { tag: Buffer }>(`
    SELECT DISTINCT p.tag FROM json_each(?) j JOIN parcels p ON p.tag = unhex(j.value) WHERE p.expires_at > ?`)
  const drop = db.prepare<[Uint8Array, Uint8Array], Gone>(
    'DELETE FROM parcels WHERE tag = ? AND hash = ? RETURNING size, known'
  )
  const oldest = db.prepare<[], Gone>(`DELETE FROM parcels WHERE (tag, hash) IN
    (SELECT tag, hash FROM parcels WHERE known = 0 ORDER BY stored_at, hash LIMIT 1) RETURNING size, known`)
  const oldestUnder = db.prepare<[Uint8Array], Gone>(`DELETE FROM parcels WHERE (tag, hash) IN
    (SELECT tag, hash FROM parcels WHERE tag = ? AND known = 0 ORDER BY stored_at, hash LIMIT 1) RETURNING size, known`)
  const expire = db.prepare<[number, number]>(`DELETE FROM parcels WHERE (tag, hash) IN
    (SELECT tag, hash FROM parcels WHERE expires_at <= ? LIMIT ?)`)

  return {
    /** Inside a transaction. */
    put: (parcel: NewParcel): void => void put.run(parcel),
    has: (tag: Uint8Array, hash: Uint8Array): boolean => has.get(tag, hash) !== undefined,
    /** The first 64 bytes of one that has not expired. */
    head: (tag: Uint8Array, hash: Uint8Array, now: number): Uint8Array | undefined => head.get(tag, hash, now)?.head,
    /** What is kept in all. Reads everything. */
    weight: (): Weight => all.get() ?? { bytes: 0, strangers: 0 },
    weightOf: (tag: Uint8Array): Weight => ofTag.get(tag) ?? { bytes: 0, strangers: 0 },
    leftBy: (depositor: Uint8Array): { bytes: number; parcels: number } =>
      ofDepositor.get(depositor) ?? { bytes: 0, parcels: 0 },
    /** Those of these tags under which there is something. */
    tagsHeld: (tags: readonly Uint8Array[], now: number): Uint8Array[] =>
      tagsHeld.all(JSON.stringify(tags.map(tag => Buffer.from(tag).toString('hex'))), now).map(row => row.tag),
    /**
     * Those under a tag behind a hash, ascending; with `sort`, those that begin with this byte. One at a time: nothing else is
     * asked of the store before the last.
     */
    under: (tag: Uint8Array, behind: Uint8Array, now: number, sort: number | undefined): IterableIterator<ParcelRow> =>
      under.iterate({ tag, behind, now, sort: sort === undefined ? null : Uint8Array.of(sort) }),
    /** Inside a transaction, like the others that let go. */
    drop: (tag: Uint8Array, hash: Uint8Array): Gone | undefined => drop.get(tag, hash),
    /** Lets go of what a stranger left the longest ago, of all or under one tag. */
    dropOldestOfStrangers: (tag?: Uint8Array): Gone | undefined =>
      tag === undefined ? oldest.get() : oldestUnder.get(tag),
    /** Lets go of what nobody came for. Answers how many went. */
    expire: (now: number, limit: number): number => expire.run(now, limit).changes
  }
}
