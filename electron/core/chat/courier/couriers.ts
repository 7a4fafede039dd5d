/** Whom parcels are left with: connected people that carry, contacts and computers that are there for it first. */
import type { DeviceId } from '../../../../shared/model.ts'
import type { Page } from '../ports.ts'
import { createPatience } from './patience.ts'

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
  const patience = createPatience(now)

  const rank = ({ peer, account }: CourierPeer): number =>
    (isContact(account) ? 0 : 2) + (carries.get(peer) === 'always' ? 0 : 1)

  return {
    /** What a peer said of itself when it was asked for ours. True where it carries and did not before. */
    said(peer: DeviceId, what: Page['carries']): boolean {
      const isNews = carries.get(peer) === 'nothing' && what !== 'nothing'
      carries.set(peer, what)
      if (isNews) patience.forget(peer)
      return isNews
    },
    /** It did not take a parcel. */
    refused: patience.refused,
    parted(peer: DeviceId): void {
      carries.delete(peer)
      patience.forget(peer)
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
            carries.get(peer) !== 'nothing' && patience.isOver(peer) && !isBlocked(account) && mayCarry(account)
        )
        .sort((a, b) => rank(a) - rank(b))
    }
  }
}
