/** The commands about private rooms: who is in them, and how one comes in. */
import { ChatError } from '../../shared/errors.ts'
import type { Invite, Room, RoomId } from '../../shared/model.ts'
import type { Connection } from './client.ts'
import { findPerson, namesOf } from './people.ts'
import { hashed, type Print, type Shapes } from './print.ts'
import type { PrivateArgs } from './privateArgs.ts'
import { privateJson, privateText } from './privatePrint.ts'
import { findRoom } from './rooms.ts'

interface Context extends Connection {
  out: Print
  shapes: Shapes
}

type RoomArgs = Extract<
  PrivateArgs,
  { command: 'create' | 'invite' | 'invites' | 'members' | 'revoke' | 'add' | 'remove' | 'role' }
>

const LINK = 'earshot://join/'

export const isInvite = (text: string): boolean => text.startsWith(LINK)

/** Goes in with an invite. Throws ChatError. */
export async function joinByInvite(link: string, { bridge, out, shapes }: Context): Promise<void> {
  const room = await bridge.call('rooms.joinInvite', { link })
  out(shapes.room(room, hashed(room.name)))
}

/** Throws ChatError. */
export async function runRoomCommand(args: RoomArgs & { json: boolean }, context: Context): Promise<void> {
  const { bridge, out } = context
  const forms = args.json ? privateJson : privateText
  if (args.command === 'create') {
    const newcomers = args.everything ? 'all' : 'since-joining'
    const room = await bridge.call('rooms.create', { name: args.name, people: [], newcomers })
    return out(context.shapes.room(room, hashed(room.name)))
  }
  const { room, label } = await findRoom(bridge, args.room)
  const { roomId } = room
  switch (args.command) {
    case 'invite': {
      const { hours, once } = args
      return out(forms.invite(await bridge.call('rooms.invite', { roomId, hours, once }), label))
    }
    case 'invites':
      for (const invite of await bridge.call('rooms.invites', { roomId })) out(forms.invite(invite, label))
      return
    case 'revoke': {
      const { inviteId } = await inviteOf(context, roomId, args.invite)
      return bridge.call('rooms.revoke', { roomId, inviteId })
    }
    case 'members':
      return members(room, args.json, context)
    default: {
      const { account } = await findPerson(bridge, args.person)
      const changed =
        args.command === 'role'
          ? await bridge.call('rooms.role', { roomId, account, role: args.role })
          : await bridge.call(args.command === 'add' ? 'rooms.add' : 'rooms.remove', { roomId, account })
      return out(context.shapes.room(changed, label))
    }
  }
}

/** Of a room without roles whoever is known to be in it. */
async function members({ roomId, kind }: Room, json: boolean, { bridge, out, shapes }: Context): Promise<void> {
  if (kind !== 'private') {
    for (const person of await bridge.call('rooms.members', { roomId })) out(shapes.person(person))
    return
  }
  const nameOf = await namesOf(bridge)
  const forms = json ? privateJson : privateText
  for (const member of await bridge.call('rooms.roles', { roomId })) out(forms.member(member, nameOf))
}

/** By its ID, or a beginning that no other one has. Throws ChatError not-found. */
async function inviteOf({ bridge }: Context, roomId: RoomId, digits: string): Promise<Invite> {
  const found = (await bridge.call('rooms.invites', { roomId })).filter(({ inviteId }) => inviteId.startsWith(digits))
  const [only] = found
  if (only === undefined) throw new ChatError('not-found', `no invite that is good now begins with ${digits}`)
  if (found.length > 1)
    throw new ChatError('not-found', `${found.length} invites begin with ${digits}: type more of it`)
  return only
}
