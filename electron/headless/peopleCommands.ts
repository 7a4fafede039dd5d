/** The commands about people: whether their key is theirs, whether they may write, whether anything of theirs is seen. */
import { ChatError, type ErrorCode } from '../../shared/errors.ts'
import type { AccountId, Person, Room } from '../../shared/model.ts'
import type { Connection } from './client.ts'
import { findPerson } from './people.ts'
import { hashed, type Print, type Shapes } from './print.ts'
import type { PrivateArgs } from './privateArgs.ts'
import { privateJson, privateText } from './privatePrint.ts'
import { findRoom, type Labelled } from './rooms.ts'

interface Context extends Connection {
  out: Print
  shapes: Shapes
}

type Of<K extends PrivateArgs['command']> = Extract<PrivateArgs, { command: K }>

/** Throws ChatError. */
export async function runPeopleCommand(
  args: Of<'verify' | 'block' | 'requests' | 'accept'> & { json: boolean },
  context: Context
): Promise<void> {
  const { bridge, out, shapes } = context
  switch (args.command) {
    case 'verify':
      return verify(args, context)
    case 'requests':
      return requests(args.json, context)
    case 'block': {
      const { account } = await findPerson(bridge, args.person)
      return out(shapes.person(await bridge.call('people.block', { account, on: args.on })))
    }
    case 'accept': {
      const { room, label } = await findRequest(bridge, args.person)
      return out(shapes.room(await bridge.call('rooms.accept', { roomId: room.roomId }), label))
    }
  }
}

/** What a code that is not theirs for this account is refused as. */
const REFUSED: Record<'changed' | 'somebody-else' | 'own' | 'no-code', [ErrorCode, string]> = {
  changed: ['key.changed', 'one of you has another key of the other: do not write anything private'],
  'somebody-else': ['person.unknown', 'that is the code of somebody else'],
  own: ['peer.self', 'that is your own code'],
  'no-code': ['peer.code', 'that is no code of Earshot']
}

async function verify(
  { person, how, json }: Of<'verify'> & { json: boolean },
  { bridge, out }: Context
): Promise<void> {
  const found = await findPerson(bridge, person)
  const { account } = found
  const safety = await bridge.call('people.safety', { account })
  out((json ? privateJson : privateText).safety(safety, await decided()))

  async function decided(): Promise<Person> {
    switch (how.is) {
      case 'show':
        return found
      case 'match':
        return bridge.call('people.verify', { account, how: 'numbers' })
      case 'differ':
        return bridge.call('people.differ', { account })
      case 'new-key':
        return bridge.call('people.acceptKey', { account })
      case 'somebody-else':
        return bridge.call('people.notTheirs', { account })
      case 'code': {
        const { result, person: scanned } = await bridge.call('people.scan', { account, text: how.text })
        if (result !== 'same') throw new ChatError(...REFUSED[result])
        return scanned
      }
    }
  }
}

async function requests(json: boolean, { bridge, out }: Context): Promise<void> {
  const forms = json ? privateJson : privateText
  const [rooms, people] = await Promise.all([bridge.call('rooms.list', {}), bridge.call('people.list', {})])
  for (const room of rooms.filter(({ request }) => request)) {
    const from = room.with ?? (await whoAdded(bridge, room))
    const person = people.find(({ account }) => account === from)
    if (person === undefined) continue
    if (room.kind === 'private') {
      out(forms.request({ room, label: hashed(room.name), person, event: null }))
      continue
    }
    const { events } = await bridge.call('timeline.page', { roomId: room.roomId, from: { at: 'newest' }, limit: 1 })
    out(forms.request({ room, label: `@${person.name}`, person, event: events[0] ?? null }))
  }
}

/** Whoever took this account into a private room. */
async function whoAdded(bridge: Context['bridge'], { roomId }: Room): Promise<AccountId | undefined> {
  const [{ me }, members] = await Promise.all([bridge.call('core.state', {}), bridge.call('rooms.roles', { roomId })])
  return members.find(({ account }) => account === me?.account)?.addedBy?.account
}

/** The room that waits to be accepted: a private one by its name or ID, a direct one by who began it. */
async function findRequest(bridge: Context['bridge'], text: string): Promise<Labelled> {
  const waiting = (await bridge.call('rooms.list', {})).filter(({ kind, request }) => kind === 'private' && request)
  const isRoom = text.startsWith('#') || waiting.some(({ name, roomId }) => name === text || roomId === text)
  return findRoom(bridge, isRoom ? text : `@${text.replace(/^@/, '')}`)
}
