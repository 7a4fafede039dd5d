/** Why something of a send group is refused. Hostile input gets one of these names, never an exception that crosses the port. */

/** What others sent is refused for these. Spec: docs/protocol/14-send-groups.md, "Refusals" */
export type ReadRefusal =
  | 'malformed' // no such frame, or an order of commits that nobody may write
  | 'too-large'
  | 'group' // of another room, log or send group
  | 'replayed' // was read before, or stands before what was read
  | 'gap' // something before it is missing
  | 'position' // sealed for another place in the log
  | 'epoch' // of an epoch that is not the current one
  | 'sender' // by another member than the owner
  | 'cipher' // does not decrypt: changed, or sealed under other keys
  | 'signature'
  | 'commit' // a change that the owner may not make, or that does not hold
  | 'share' // a Diffie-Hellman share that agrees on nothing
  | 'import' // needs the exporter of an epoch that was not handed in
  | 'removed' // we were removed from this group
  | 'not-for-us' // a Welcome for none of our key packages
  | 'owner' // the group's owner is not the device of that certificate
  | 'state' // the stored state is damaged, or of something else

/** What we were about to do is refused for these. */
export type WriteRefusal =
  | 'state'
  | 'spent' // this state has sealed already: the next one counts
  | 'rolled-back' // the log holds more than this state has sealed
  | 'position' // not behind the last sealed entry
  | 'group'
  | 'too-large'
  | 'full'
  | 'member' // already one, or not one
  | 'alone' // nobody would be left: close the group instead
  | 'empty' // neither a change nor a message
  | PackageRefusal

/** A key package is refused for these. */
export type PackageRefusal =
  | 'package-malformed'
  | 'package-suite'
  | 'package-device' // of another device
  | 'package-signature-key' // not the MLS key of the device's certificate
  | 'package-signature'
  | 'package-lifetime'
  | 'package-share'

export type Refusal = ReadRefusal | WriteRefusal

/** Thrown inside the engine only; the port turns it into data. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal, options)
    this.name = 'Refused'
    this.refusal = refusal
  }
}
