/** How the command line shows private rooms and what people compare: JSON objects whose form is public, or lines for reading. */
import type { AccountId, Invite, Member, Person, Room, Safety, TimelineEvent } from '../../shared/model.ts'
import { plain } from './plain.ts'
import { eventForm } from './print.ts'

type NameOf = (account: AccountId) => string | null

/** A direct room that somebody has begun, with what they wrote; or a private one that they took this account into. */
export interface Request {
  room: Room
  label: string
  person: Person
  event: TimelineEvent | null
}

interface PrivateForms {
  invite(invite: Invite, label: string): string
  member(member: Member, nameOf: NameOf): string
  safety(safety: Safety, person: Person): string
  request(request: Request): string
}

/** The public form. Keys are never renamed or removed. */
export const privateJson: PrivateForms = {
  invite: ({ inviteId, link, expiresAt, once, by }, label) =>
    JSON.stringify({ inviteId, room: label, link, expiresAt, once, by: { account: by.account, name: by.name } }),
  member: ({ account, role, since, addedBy, waiting }, nameOf) =>
    JSON.stringify({
      account,
      name: nameOf(account),
      role,
      since,
      addedBy: addedBy === null ? null : { account: addedBy.account, name: addedBy.name },
      waiting
    }),
  safety: ({ digits, words, code }, { account, name, keyprint, verified, keyChanged }) =>
    JSON.stringify({
      account,
      name,
      keyprint,
      digits,
      words,
      code,
      verified: verified !== null,
      keyChanged: keyChanged !== null
    }),
  request: ({ room: { roomId }, label, person: { account, name, lookalike }, event }) =>
    JSON.stringify({
      account,
      name,
      lookalike,
      room: label,
      roomId,
      message: event === null ? null : eventForm(event, label)
    })
}

const when = (ms: number): string => new Date(ms).toLocaleString('sv-SE').slice(0, 16)
const DIGITS_IN_LINE = 4
const WORDS_IN_LINE = 6

export const privateText: PrivateForms = {
  invite: ({ inviteId, link, expiresAt, once, by }) =>
    [
      link ?? `${inviteId}, made by ${plain(by.name)} elsewhere`,
      `  ${once ? 'for one person' : 'for whoever has it'}, ${expiresAt === null ? 'until it is revoked' : `until ${when(expiresAt)}`}`,
      `  earshot revoke takes it back: ${inviteId.slice(0, 12)}`
    ].join('\n'),
  member: ({ account, role, since, addedBy, waiting }, nameOf) =>
    [
      `${plain(nameOf(account) ?? account)}  ${role}`,
      `since ${when(since)}`,
      ...(addedBy === null ? [] : [`added by ${plain(addedBy.name)}`]),
      ...(waiting ? ['waiting for their key'] : [])
    ].join(', '),
  safety: ({ digits, words, code }, person) =>
    [
      `Compare with ${plain(person.name)}, face to face or over the telephone. Both of you see the same:`,
      '',
      ...lines(digits, DIGITS_IN_LINE),
      '',
      ...lines(words, WORDS_IN_LINE),
      '',
      `Or let them compare this code: ${code}`,
      '',
      person.verified === null
        ? `Not verified yet. When it is the same: earshot verify '${plain(person.name)}' --match`
        : `Verified on ${when(person.verified.at)}.`
    ].join('\n'),
  request: ({ room, label, person, event }) =>
    `${plain(person.name)}  ${person.account.slice(0, 16)}${room.kind === 'private' ? `, wants you in ${plain(label)}` : ''}${person.lookalike ? ', somebody else is called like this' : ''}${event === null ? '' : `\n    ${plain(event.body)}`}`
}

function lines(parts: readonly string[], each: number): string[] {
  const all: string[] = []
  for (let from = 0; from < parts.length; from += each) all.push(`    ${parts.slice(from, from + each).join(' ')}`)
  return all
}
