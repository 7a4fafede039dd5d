/** Whom parcels are left with: connected people that carry, contacts and computers that are there for it first. */
import type { DeviceId } from '../../../../shared/model.ts'
import type { CourierRefusal, Page } from '../ports.ts'

const MINUTE_MS = 60_000
/** Who does not carry is asked again after this, and who had no room. */
const UNWILLING_MS = 10 * MINUTE_MS
const FULL_MS = 3 * MINUTE_MS

export interface CouriersComponents {
  /** Connected devices that greeted. */
  devices(): DeviceId[]
  /** Undefined where it is not connected. */
  accountOf(peer: DeviceId): Uint8Array | undefined
  isContact(account: Uint8Array): boolean
  isBlocked(account: Uint8Array): boolean
  now(): number
}

export interface CourierPeer {
  peer: DeviceId
  account: Uint8Array
}

export type Couriers = ReturnType<typeof createCouriers>

export function createCouriers({ devices, accountOf, isContact, isBlocked, now }: CouriersComponents) {
  const carries = new Map<DeviceId, Page['carries']>()
  const leftAlone = new Map<DeviceId, number>()

  const rank = ({ peer, account }: CourierPeer): number =>
    (isContact(account) ? 0 : 2) + (carries.get(peer) === 'always' ? 0 : 1)

  return {
    /** What a peer said of itself when it was asked for ours. */
    said: (peer: DeviceId, what: Page['carries']): void => void carries.set(peer, what),
    /** It did not take a parcel. */
    refused(peer: DeviceId, refusal: CourierRefusal | 'broken'): void {
      leftAlone.set(peer, now() + (refusal === 'not-a-courier' ? UNWILLING_MS : FULL_MS))
    },
    parted(peer: DeviceId): void {
      carries.delete(peer)
      leftAlone.delete(peer)
    },
    /** Those who may be given something, the best first. */
    willing(mayCarry: (account: Uint8Array) => boolean): CourierPeer[] {
      return devices()
        .flatMap(peer => {
          const account = accountOf(peer)
          return account === undefined ? [] : [{ peer, account }]
        })
        .filter(
          ({ peer, account }) =>
            carries.get(peer) !== 'nothing' &&
            (leftAlone.get(peer) ?? 0) <= now() &&
            !isBlocked(account) &&
            mayCarry(account)
        )
        .sort((a, b) => rank(a) - rank(b))
    }
  }
}
