/** People by what is typed of them on the command line: a name, an account, or the beginning of one. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import type { AccountId, Person } from '../../shared/model.ts'
import { plain } from './plain.ts'

/** Digits of an account that are enough to be meant as one. */
const MIN_DIGITS = 8
/** Digits of a key that are shown: who picks one of several compares them, and not by heart. */
const KEYPRINT_DIGITS = 16
const MAX_CANDIDATES = 10

/**
 * Throws ChatError person.unknown where that is nobody or several: which of them was meant is never guessed, since what is said
 * goes to that one only.
 */
export async function findPerson(bridge: Bridge<Contract>, text: string): Promise<Person> {
  const wanted = (text.startsWith('@') ? text.slice(1) : text).normalize('NFC').trim()
  const everybody = await bridge.call('people.list', {})
  const named = everybody.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  const found = named.length > 0 ? named : byAccount(everybody, wanted.toLowerCase())
  const [only] = found
  if (only === undefined) throw new ChatError('person.unknown', `nobody here is called '${plain(wanted)}'`)
  if (found.length > 1) throw new ChatError('person.unknown', severalOf(wanted, found))
  return only
}

const byAccount = (everybody: readonly Person[], digits: string): Person[] =>
  digits.length < MIN_DIGITS ? [] : everybody.filter(({ account }) => account.startsWith(digits))

const severalOf = (wanted: string, found: readonly Person[]): string =>
  [
    `${found.length} people are called '${plain(wanted)}', give the account:`,
    ...found.slice(0, MAX_CANDIDATES).map(candidate)
  ].join('\n  ')

const candidate = ({ account, name, keyprint, verified, nearness }: Person): string =>
  [
    account,
    plain(name),
    `keyprint ${keyprint.slice(0, KEYPRINT_DIGITS)}`,
    ...(verified === null ? [] : ['verified']),
    ...(nearness === 'out' ? [] : ['within earshot'])
  ].join('  ')

/** Names by account, of everybody and of oneself. */
export async function namesOf(bridge: Bridge<Contract>): Promise<(account: AccountId) => string | null> {
  const [{ me }, everybody] = await Promise.all([bridge.call('core.state', {}), bridge.call('people.list', {})])
  const names = new Map([...everybody, ...(me === null ? [] : [me])].map(({ account, name }) => [account, name]))
  return account => names.get(account) ?? null
}
