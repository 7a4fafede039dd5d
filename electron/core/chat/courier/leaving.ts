/** Makes parcels and leaves them: with the one they are for where that one is here, else with couriers. */

import type { DeviceId } from '../../../../shared/model.ts'
import { type Said } from '../../crypto/courier/content.ts'
import { makeParcel, type ParcelReader } from '../../crypto/courier/parcel.ts'
import { dayOf, firstContactTag, roomTag } from '../../crypto/courier/tags.ts'
import { deviceIdOf } from '../../crypto/deviceId.ts'
import type { Account } from '../account.ts'
import type { CourierRefusal, Network } from '../ports.ts'
import type { CourierPeer, Couriers } from './couriers.ts'

/** Couriers that one parcel is left with. */
export const COPIES = 3

/** Of whom parcels are for: what their certificate says. */
export interface Recipient extends ParcelReader {
  account: Uint8Array
}

/** Where it is left: under a tag of the room, once it is known to the recipient, else as a first contact. */
export type Address = { secret: Uint8Array } | 'first-contact'

export interface LeavingComponents {
  account: Pick<Account, 'device' | 'certificate' | 'profile'>
  network: Pick<Network, 'courier'>
  couriers: Couriers
  isHere(device: DeviceId): boolean
  now(): number
}

export type Leaving = ReturnType<typeof createLeaving>

export function createLeaving({ account, network, couriers, isHere, now }: LeavingComponents) {
  function tagOf({ device, account: person }: Recipient, address: Address): Uint8Array {
    const day = dayOf(now())
    return address === 'first-contact' ? firstContactTag(person, day) : roomTag(address.secret, device, day)
  }

  /** Undefined where nothing can be sealed to that key, or it is too much for one parcel. */
  function make(recipient: Recipient, address: Address, said: Said): Uint8Array | undefined {
    const maker = { device: account.device, certificate: account.certificate(), profile: account.profile() }
    const sort = address === 'first-contact' ? 'first-contact' : 'room'
    const made = makeParcel(sort, recipient, said, maker, now())
    return 'parcel' in made ? made.parcel : undefined
  }

  async function put(
    peer: DeviceId,
    tag: Uint8Array,
    parcel: Uint8Array
  ): Promise<'stored' | CourierRefusal | 'broken'> {
    try {
      return await network.courier.put(peer, tag, parcel)
    } catch {
      return 'broken' // it does not speak it, or has gone
    }
  }

  /** False: it is not carried there, and the peer is left alone for a while. */
  async function leaveWith(courier: CourierPeer, tag: Uint8Array, parcel: Uint8Array): Promise<boolean> {
    const said = await put(courier.peer, tag, parcel)
    if (said === 'stored') return true
    // another tag may have room
    if (said !== 'tag-full' && said !== 'malformed' && said !== 'too-large') couriers.refused(courier.peer)
    return false
  }

  return {
    tagOf,
    make,
    leaveWith,
    /** Handed to whom it is for, who is here. */
    hand: async (recipient: Recipient, tag: Uint8Array, parcel: Uint8Array): Promise<boolean> =>
      (await put(deviceIdOf(recipient.device), tag, parcel)) === 'stored',
    /**
     * Tells a device something, whether it is here or not. Answers how many have it now: the device itself, or couriers.
     * @param mayCarry whether it may be left with somebody of this account
     */
    async tell(
      recipient: Recipient,
      address: Address,
      said: Said,
      mayCarry: (account: Uint8Array) => boolean
    ): Promise<number> {
      const parcel = make(recipient, address, said)
      if (parcel === undefined) return 0
      const tag = tagOf(recipient, address)
      const id = deviceIdOf(recipient.device)
      if (isHere(id) && (await put(id, tag, parcel)) === 'stored') return 1
      let left = 0
      for (const courier of couriers.willing(mayCarry)) {
        if (courier.peer === id) continue
        if (left >= COPIES) break
        if (await leaveWith(courier, tag, parcel)) left++
      }
      return left
    }
  }
}
