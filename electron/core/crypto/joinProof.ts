/** That somebody holds an invite: its key signs room and account, so that a proof is good for nobody else. Spec: docs/protocol/18-membership.md */
import { labelled } from './bytes.ts'
import { signingKey, verify } from './ed25519.ts'

const LABEL = 'earshot/join/1'

const said = (room: Uint8Array, account: Uint8Array): Uint8Array =>
  labelled(LABEL, new Uint8Array(Buffer.concat([room, account])))

/** @param seed the private half of the invite's key, as it stands in the link */
export const proveInvited = (seed: Uint8Array, room: Uint8Array, account: Uint8Array): Uint8Array =>
  signingKey(seed).sign(said(room, account))

export const isInvited = (key: Uint8Array, room: Uint8Array, account: Uint8Array, proof: Uint8Array): boolean =>
  verify(key, said(room, account), proof)
