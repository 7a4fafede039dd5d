/** What is typed after the commands about people and private rooms, as typed values. */
import { MAX_INVITE_HOURS } from './bounds.ts'
import { UsageError } from './usageError.ts'

const ROLES = ['owner', 'admin', 'member'] as const

type OnMember = { room: string; person: string }

export type PrivateArgs =
  | { command: 'create'; name: string; everything: boolean }
  | { command: 'invite'; room: string; hours: number | null; once: boolean }
  | { command: 'invites'; room: string }
  | { command: 'members'; room: string }
  | { command: 'revoke'; room: string; invite: string }
  | ({ command: 'add' } & OnMember)
  | ({ command: 'remove' } & OnMember)
  | ({ command: 'role'; role: (typeof ROLES)[number] } & OnMember)
  | { command: 'verify'; person: string; how: Verifying }
  | { command: 'block'; person: string; on: boolean }
  | { command: 'requests' }
  | { command: 'accept'; person: string }

/** show: prints what is compared. */
export type Verifying = { is: 'show' | 'match' | 'differ' | 'new-key' | 'somebody-else' } | { is: 'code'; text: string }

export interface PrivateValues {
  private?: boolean | undefined
  everything?: boolean | undefined
  hours?: string | undefined
  once?: boolean | undefined
  match?: boolean | undefined
  differ?: boolean | undefined
  code?: string | undefined
  'new-key'?: boolean | undefined
  'somebody-else'?: boolean | undefined
  off?: boolean | undefined
}

/** Undefined where the command is another one. Throws UsageError. */
export function privateArgs(command: string, words: readonly string[], values: PrivateValues): PrivateArgs | undefined {
  const [room = '', second = ''] = words
  const person = words.slice(1).join(' ')
  switch (command) {
    case 'create':
      if (values.private !== true)
        throw new UsageError('create needs --private; a channel is there once somebody joins it')
      return { command, name: room, everything: values.everything === true }
    case 'invite':
      return { command, room, hours: readHours(values.hours), once: values.once === true }
    case 'invites':
    case 'members':
      return { command, room }
    case 'revoke':
      return { command, room, invite: readInvite(second) }
    case 'add':
    case 'remove':
      return { command, room, person }
    case 'role':
      return { command, room, person: words.slice(1, -1).join(' '), role: readRole(words.at(-1) ?? '') }
    case 'verify':
      return { command, person: words.join(' '), how: readVerifying(values) }
    case 'block':
      return { command, person: words.join(' '), on: values.off !== true }
    case 'requests':
      return { command }
    case 'accept':
      return { command, person: words.join(' ') }
    default:
      return undefined
  }
}

function readHours(text: string | undefined): number | null {
  if (text === undefined) return null
  const hours = Number(text)
  if (!/^\d{1,5}$/.test(text) || hours < 1 || hours > MAX_INVITE_HOURS)
    throw new UsageError(`--hours takes a number from 1 to ${MAX_INVITE_HOURS}`)
  return hours
}

function readInvite(text: string): string {
  const digits = text.toLowerCase()
  if (!/^[0-9a-f]{6,64}$/.test(digits)) throw new UsageError(`'${text}' is no invite: 6 to 64 digits from 0 to f`)
  return digits
}

function readRole(text: string): (typeof ROLES)[number] {
  const role = ROLES.find(one => one === text)
  if (role === undefined) throw new UsageError(`role takes one of: ${ROLES.join(', ')}`)
  return role
}

function readVerifying(values: PrivateValues): Verifying {
  const asked = [
    ...(values.match === true ? [{ is: 'match' as const }] : []),
    ...(values.differ === true ? [{ is: 'differ' as const }] : []),
    ...(values.code === undefined ? [] : [{ is: 'code' as const, text: values.code }]),
    ...(values['new-key'] === true ? [{ is: 'new-key' as const }] : []),
    ...(values['somebody-else'] === true ? [{ is: 'somebody-else' as const }] : [])
  ]
  if (asked.length > 1)
    throw new UsageError('verify takes one of --match, --differ, --code, --new-key and --somebody-else')
  return asked[0] ?? { is: 'show' }
}
