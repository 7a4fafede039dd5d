/** Opens what a stranger says of themselves: a certificate and a profile that hold together, or nothing. */
import { openCertificate, openProfile } from '../crypto/identity.ts'
import type { Introduced } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import { horizonAt } from './clock.ts'
import type { Introduction } from './ports.ts'
import { knownBefore, noticeKeys } from './trust/changedKeys.ts'

/** @returns what can be kept, or undefined when any signature, name or key does not hold */
export function openIntroduction({ certificate, profile }: Introduction): Introduced | undefined {
  const opened = openCertificate(certificate)
  if (opened === undefined) return undefined
  const said = openProfile(profile, opened)
  if (said === undefined) return undefined
  return {
    account: opened.accountKey,
    device: opened.deviceKey,
    certificate,
    profile,
    deviceName: opened.deviceName,
    name: said.name,
    hue: said.hue,
    status: said.status,
    profileAt: said.updatedAt
  }
}

export interface Keeping {
  now: number
  /** Numbers of the people within earshot: they are not forgotten. */
  near: ReadonlySet<number>
  /** This account's key, once there is one. */
  self: Uint8Array | undefined
  /** What a device wrote counts from now on. Answers rows that look different. */
  effects(device: Uint8Array): number[]
}

/**
 * Keeps an opened introduction. The first of a device makes it a member of the rooms it wrote in, and shows what it wrote.
 * Inside a transaction. Answers the person's number and the rows that look different now.
 */
export function keepIntroduction(
  store: Store,
  introduced: Introduced,
  { now, near, self, effects }: Keeping
): { person: number; shown: number[] } {
  const isNew = store.people.device(introduced.device)?.person == null
  const before = knownBefore(store, introduced)
  const person = store.people.introduce(introduced, now, near)
  noticeKeys(store, introduced, before, { now, near, self })
  if (!isNew) return { person, shown: [] }
  for (const room of store.people.roomsOf(introduced.device)) store.rooms.addMember(room, person)
  const shown = store.events.introduce(store.people.deviceNum(introduced.device, now), horizonAt(now))
  return { person, shown: [...shown, ...effects(introduced.device)] }
}
