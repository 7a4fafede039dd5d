/** Everybody ever heard, and the devices they speak from. */
import type { AccountId } from '../../../shared/model.ts'
import type { Db } from './database.ts'

export interface PersonRow {
  num: number
  account: AccountId
  name: string
  hue: number
  status: string
  firstHeardAt: number
  lastHeardAt: number
  /** The device heard last. */
  device: Uint8Array
  deviceName: string
}

/** What a verified introduction says. */
export interface Introduced {
  account: Uint8Array
  device: Uint8Array
  certificate: Uint8Array
  profile: Uint8Array
  deviceName: string
  name: string
  hue: number
  status: string
  profileAt: number
}

/**
 * Strangers can invent people; past this many, those who were heard longest ago and said nothing are forgotten. Nobody is
 * about whom somebody here has decided something.
 */
const MAX_PEOPLE = 5_000
const NOBODY: ReadonlySet<number> = new Set()

const COLUMNS = `p.num, lower(hex(p.account)) AS account, p.name, p.hue, p.status, p.first_heard_at AS firstHeardAt,
  p.last_heard_at AS lastHeardAt, d.device, d.device_name AS deviceName`
const LATEST = `JOIN devices d ON d.num = (SELECT num FROM devices WHERE person = p.num ORDER BY last_heard_at DESC, num DESC LIMIT 1)`

export function createPeople(db: Db) {
  const all = db.prepare<[], PersonRow>(`SELECT ${COLUMNS} FROM people p ${LATEST}`)
  const byAccount = db.prepare<[Uint8Array], PersonRow>(`SELECT ${COLUMNS} FROM people p ${LATEST} WHERE p.account = ?`)
  const ofDevice = db.prepare<
    [Uint8Array],
    { num: number; person: number | null; certificate: Buffer | null; profile: Buffer | null }
  >('SELECT num, person, certificate, profile FROM devices WHERE device = ?')
  const putPerson = db.prepare<unknown[], { num: number }>(`
    INSERT INTO people (account, name, hue, status, profile_at, first_heard_at, last_heard_at)
    VALUES (@account, @name, @hue, @status, @profileAt, @now, @now)
    ON CONFLICT (account) DO UPDATE SET
      name = iif(excluded.profile_at >= profile_at, excluded.name, name),
      hue = iif(excluded.profile_at >= profile_at, excluded.hue, hue),
      status = iif(excluded.profile_at >= profile_at, excluded.status, status),
      profile_at = max(excluded.profile_at, profile_at)
    RETURNING num`)
  const putDevice = db.prepare(`
    INSERT INTO devices (device, person, certificate, profile, device_name, last_heard_at)
    VALUES (@device, @person, @certificate, @profile, @deviceName, @now)
    ON CONFLICT (device) DO UPDATE SET person = excluded.person, certificate = excluded.certificate,
      profile = iif(profile IS NULL OR @profileAt >= (SELECT profile_at FROM people WHERE num = @person),
        excluded.profile, profile), device_name = excluded.device_name`)
  const unknown = db.prepare<[Uint8Array, number], { num: number }>(
    'INSERT INTO devices (device, last_heard_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET device = device RETURNING num'
  )
  const accountOf = db.prepare<[number], { account: Buffer }>('SELECT account FROM people WHERE num = ?')
  const certificates = db.prepare<[Uint8Array], { certificate: Buffer }>(`
    SELECT d.certificate FROM devices d JOIN people p ON p.num = d.person
    WHERE p.account = ? AND d.certificate IS NOT NULL ORDER BY d.num`)
  const logsOf = db.prepare<[Uint8Array], { room: number }>(
    `SELECT l.room FROM logs l JOIN devices d ON d.num = l.device JOIN rooms r ON r.num = l.room
      WHERE d.device = ? AND r.kind <> 'private'`
  )
  const heardPerson = db.prepare('UPDATE people SET last_heard_at = ? WHERE account = ?')
  const heardDevice = db.prepare('UPDATE devices SET last_heard_at = ? WHERE device = ?')
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM people')
  const silent = db.prepare<[number], { num: number }>(`
    SELECT num FROM people p WHERE NOT EXISTS (SELECT 1 FROM devices d JOIN logs l ON l.device = d.num WHERE d.person = p.num)
      AND NOT EXISTS (SELECT 1 FROM trust t WHERE t.account = p.account AND (t.contact = 1 OR t.blocked = 1 OR t.verified_at IS NOT NULL))
    ORDER BY last_heard_at LIMIT ?`)
  const forget = [
    'DELETE FROM members WHERE person = ?',
    'DELETE FROM held WHERE person = ?',
    'DELETE FROM read_by WHERE person = ?',
    'DELETE FROM receipt_times WHERE person = ?',
    'DELETE FROM devices WHERE person = ?',
    'DELETE FROM trust WHERE account = (SELECT account FROM people WHERE num = ?)',
    'DELETE FROM people WHERE num = ?'
  ].map(sql => db.prepare(sql))

  return {
    all: (): PersonRow[] => all.all(),
    byAccount: (account: Uint8Array): PersonRow | undefined => byAccount.get(account),
    /** The device's row; `person` is null until it was introduced. */
    device: (device: Uint8Array) => ofDevice.get(device),
    /** The number of a device's row, made where there is none. */
    deviceNum: (device: Uint8Array, now: number): number => unknown.get(device, now)?.num ?? 0,

    /** Keeps an introduction; the newest profile of a person counts. `near` are not forgotten. Answers the person's number. */
    introduce: db.transaction((who: Introduced, now: number, near: ReadonlySet<number> = NOBODY): number => {
      const person = putPerson.get({ ...who, now })?.num ?? 0
      putDevice.run({ ...who, person, now })
      const over = (count.get()?.n ?? 0) - MAX_PEOPLE
      const longest =
        over > 0 ? silent.all(over + near.size + 1).filter(({ num }) => num !== person && !near.has(num)) : []
      for (const { num } of longest.slice(0, over)) for (const sql of forget) sql.run(num)
      return person
    }),
    /** Of every device of an account, those seen first first. */
    certificates: (account: Uint8Array): Uint8Array[] => certificates.all(account).map(row => row.certificate),
    accountOf: (person: number): Uint8Array | undefined => accountOf.get(person)?.account,
    /** Rooms that a device has written in, where whoever writes is in. */
    roomsOf: (device: Uint8Array): number[] => logsOf.all(device).map(row => row.room),
    heard(account: Uint8Array, device: Uint8Array, now: number): void {
      heardPerson.run(now, account)
      heardDevice.run(now, device)
    }
  }
}
