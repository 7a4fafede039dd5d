/** The commands about the network: how people are reached, and why they are not. */
import { ChatError } from '../../shared/errors.ts'
import type { AccountId, Person } from '../../shared/model.ts'
import type { Probing } from '../../shared/networkModel.ts'
import type { ClientArgs } from './args.ts'
import type { Connection } from './client.ts'
import { personNamed } from './find.ts'
import { networkJson, networkText } from './networkPrint.ts'
import type { Print, Shapes } from './print.ts'

interface Context extends Connection {
  out: Print
  shapes: Shapes
  /** How far something long has come; nobody looks where this is left out. */
  progress?(text: string): void
  signal: AbortSignal
}

type Of<K extends ClientArgs['command']> = Extract<ClientArgs, { command: K }>
type NetworkArgs = Of<'connect' | 'code' | 'network' | 'interfaces' | 'probe' | 'doctor'>

/** Throws ChatError. */
export async function runNetworkCommand(args: NetworkArgs, context: Context): Promise<void> {
  const { bridge, out, shapes } = context
  const forms = args.json ? networkJson : networkText
  switch (args.command) {
    case 'connect':
      return out(shapes.person(await bridge.call('people.connect', { address: args.address })))
    case 'code':
      return out(forms.code((await bridge.call('network.code', {})).text))
    case 'interfaces': {
      const { interfaces } = await bridge.call('network.detail', {})
      for (const one of interfaces) out(forms.lan(one))
      return
    }
    case 'network':
      return network(args, context)
    case 'probe':
      return probe(args, context)
    case 'doctor':
      return doctor(args, context)
  }
}

async function network({ json }: Of<'network'>, { bridge, out }: Context): Promise<void> {
  const forms = json ? networkJson : networkText
  const [{ paths }, people] = await Promise.all([bridge.call('network.detail', {}), bridge.call('people.list', {})])
  const nameOf = namesOf(people)
  for (const path of paths) out(forms.path(path, nameOf))
}

const namesOf = (people: readonly Person[]): ((account: AccountId) => string) => {
  const names = new Map(people.map(({ account, name }) => [account, name]))
  return account => names.get(account) ?? account
}

/** Ctrl C stops the probe, and prints what was found until then. */
async function probe({ cidr, json }: Of<'probe'>, { bridge, out, progress, signal }: Context): Promise<void> {
  const forms = json ? networkJson : networkText
  const stop = (): void => void bridge.call('network.stopProbe', {}).catch(() => {})
  signal.addEventListener('abort', stop, { once: true })
  const silence = bridge.on('network.probing', so => progress?.(`${so.done} of ${so.total}`))
  try {
    const so: Probing = await bridge.call('network.probe', cidr === undefined ? {} : { cidr })
    progress?.('')
    out(forms.probed(so, namesOf(await bridge.call('people.list', {}))))
  } finally {
    silence()
    progress?.('')
    signal.removeEventListener('abort', stop)
  }
}

async function doctor({ person, json }: Of<'doctor'>, { bridge, out }: Context): Promise<void> {
  const { me } = await bridge.call('core.state', {})
  if (me === null) throw new ChatError('account.none')
  const about = person === undefined ? {} : { account: personNamed(await bridge.call('people.list', {}), person) }
  const report = await bridge.call('doctor.run', about)
  out(json ? networkJson.report(report) : (await bridge.call('doctor.note', about)).text)
}
