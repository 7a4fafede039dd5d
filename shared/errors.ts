/** Every failure that a person can act on. Anything else is 'internal', without text. Words: renderer/i18n */
export const ERROR_CODES = [
  'invalid-input', // a frame or argument that is not of the contract
  'not-found',
  'name.person', // empty, too long, or with characters that hide or turn text
  'name.form', // a channel name that is not small letters, digits and dashes
  'name.taken', // already in that channel
  'room.not-joined',
  'room.too-many',
  'msg.empty',
  'msg.too-long',
  'msg.characters', // control characters, or ones that turn the reading direction of what follows
  'msg.disk', // the disk is full: nothing was written
  'msg.deleted', // what it was to change or answer was deleted
  'msg.not-yours', // only its author may change it
  'msg.edits', // it has been edited too often
  'msg.emoji', // not one emoji
  'topic.form', // too long, or with characters that hide or turn text
  'account.none', // no account yet: the first screen has not been answered
  'account.exists',
  'key.changed', // somebody's key is not the one that was known: nothing private goes there until that is decided
  'room.removed', // this account is not in it any more
  'room.pending', // nobody of it was met yet
  'room.request', // has to be accepted first
  'room.rights', // needs an admin, or the owner
  'room.full', // a private room has 100 devices at most
  'room.last-owner', // hand it over first
  'person.blocked',
  'person.unknown', // nobody of that name or account, or several
  'invite.bad', // not a whole invite
  'invite.expired',
  'wipe.name', // not the name of this account
  'store.no-passphrase', // there is none to lock with
  'store.locked', // a passphrase is needed first
  'store.passphrase', // that passphrase does not open it
  'store.passphrase-weak',
  'store.in-use', // another Earshot has this folder open
  'db.damaged',
  'db.newer', // written by a newer Earshot
  'net.none',
  'net.port-taken',
  'net.clock', // this clock is far off from everybody else's
  'net.outside', // the settings allow only the networks this computer is on, or not that one
  'net.cidr', // not a network, or one with too many addresses
  'peer.address', // not an address
  'peer.self',
  'peer.refused', // answered, but is not Earshot
  'peer.timeout',
  'peer.code', // not a whole code of somebody
  'peer.wrong', // another device answers there
  'busy', // too many calls at once
  'offline', // the core went away
  'internal'
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** A failure that crosses the bridge with its code. `message` is for logs and the command line, not for the screen. */
export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
