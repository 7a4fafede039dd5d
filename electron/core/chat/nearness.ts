/**
 * How near each person is shown: directly, through one person, or further. Connections count at once; what others say of
 * whom they reach is hearsay, and counts once it was so for a while. Changing from one to the other waits as long.
 */
import type { AccountId, DeviceId, Nearness } from '../../../shared/model.ts'
import { guarded } from './guarded.ts'
import type { Told } from './ports.ts'

/** What is not a connection coming or going waits this long before it is shown. */
export const RING_MS = 5_000

export interface Way {
  nearness: Nearness
  /** The people in between, nearest first, as far as they are known. */
  via: AccountId[]
}

export interface NearnessComponents {
  /** This device. */
  self(): DeviceId | undefined
  accountOf(device: DeviceId): AccountId | undefined
  /** These are shown otherwise now. */
  onChanged(accounts: AccountId[]): void
  /** Of whom others do not speak any more either. */
  onOut(account: AccountId): void
  onFailed(err: unknown): void
}

/** A way as it is found: how many people are in between, whoever they are, and whether there is a connection. */
interface Found extends Way {
  between: number
  linked: boolean
}

const OUT: Found = { nearness: 'out', via: [], between: Number.POSITIVE_INFINITY, linked: false }

export function createNearness(components: NearnessComponents) {
  const { accountOf, onFailed } = components
  const links = new Map<DeviceId, AccountId>()
  const relays = new Map<DeviceId, DeviceId>()
  const reports = new Map<DeviceId, Told[]>()
  const shown = new Map<AccountId, Found>()
  const waiting = new Map<AccountId, NodeJS.Timeout>()

  const wayThrough = (devices: DeviceId[], linked: boolean): Found => ({
    nearness: devices.length === 0 ? 'direct' : devices.length === 1 ? 'via' : 'far',
    via: devices.flatMap(device => accountOf(device) ?? []),
    between: devices.length,
    linked
  })

  /** The devices between here and one that is connected. */
  function between(device: DeviceId): DeviceId[] {
    const relay = relays.get(device)
    return relay === undefined ? [] : [relay]
  }

  function ways(): Map<AccountId, Found> {
    const found = new Map<AccountId, Found>()
    const consider = (account: AccountId | undefined, way: Found): void => {
      if (account !== undefined && isBetter(way, found.get(account) ?? OUT)) found.set(account, way)
    }
    for (const [device, account] of links) consider(account, wayThrough(between(device), true))
    for (const [reporter, reached] of reports) {
      if (!links.has(reporter)) continue
      const first = [...between(reporter), reporter]
      for (const { device, relay } of reached) {
        if (relay === components.self() || relay === device) continue
        consider(accountOf(device), wayThrough(relay === null ? first : [...first, relay], false))
      }
    }
    return found
  }

  function refresh(): void {
    const found = ways()
    const changed: AccountId[] = []
    for (const account of new Set([...found.keys(), ...shown.keys()])) {
      const now = found.get(account) ?? OUT
      const before = shown.get(account) ?? OUT
      if (mayShow(before, now)) {
        stopWaiting(account)
        if (!isSame(before, now)) changed.push(account)
        show(account, now)
      } else if (!waiting.has(account))
        waiting.set(
          account,
          setTimeout(
            guarded(onFailed, () => settle(account)),
            RING_MS
          )
        )
    }
    for (const account of waiting.keys()) if (!found.has(account) && !shown.has(account)) stopWaiting(account)
    if (changed.length > 0) components.onChanged(changed)
  }

  /** It was otherwise for long enough: whatever it is now is shown. */
  function settle(account: AccountId): void {
    waiting.delete(account)
    const before = shown.get(account) ?? OUT
    const now = ways().get(account) ?? OUT
    show(account, now)
    if (isSame(before, now)) return
    if (now.nearness === 'out') components.onOut(account)
    components.onChanged([account])
  }

  function show(account: AccountId, way: Found): void {
    if (way.nearness === 'out') shown.delete(account)
    else shown.set(account, way)
  }

  function stopWaiting(account: AccountId): void {
    clearTimeout(waiting.get(account))
    waiting.delete(account)
  }

  return {
    /** The person's way as it is shown. */
    of: (account: AccountId): Way => shown.get(account) ?? OUT,
    /** Somebody greeted over a connection. */
    linked(device: DeviceId, account: AccountId): void {
      links.set(device, account)
      refresh()
    },
    /** The connection is gone, and did not come back. */
    unlinked(device: DeviceId): void {
      links.delete(device)
      relays.delete(device)
      refresh()
    },
    reached(device: DeviceId, relay: DeviceId | null): void {
      if (relay === null) relays.delete(device)
      else relays.set(device, relay)
      refresh()
    },
    told(reporter: DeviceId, reached: Told[]): void {
      if (reached.length === 0) reports.delete(reporter)
      else reports.set(reporter, reached)
      refresh()
    },
    /** It may be known now whose device one is. */
    refresh,
    stop(): void {
      for (const timer of waiting.values()) clearTimeout(timer)
      for (const all of [links, relays, reports, shown, waiting]) all.clear()
    }
  }
}

/** A connection before hearsay, then fewer people in between; else by name, so that nothing flickers. */
const isBetter = (way: Found, than: Found): boolean =>
  way.linked !== than.linked
    ? way.linked
    : way.between !== than.between
      ? way.between < than.between
      : way.via.join() < than.via.join()

const isSame = (a: Way, b: Way): boolean => a.nearness === b.nearness && a.via.join() === b.via.join()

/** Within a ring nothing waits. A connection that comes to somebody who was out, or ends, is certain. */
const mayShow = (before: Found, now: Found): boolean =>
  before.nearness === now.nearness ||
  (before.nearness === 'out' && now.linked) ||
  (now.nearness === 'out' && before.linked)
