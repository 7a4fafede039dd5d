/** How a host is started, as typed values. */
import { UsageError } from './usageError.ts'

export interface ServeArgs {
  command: 'serve'
  data: string
  json: boolean
  name?: string
  http: { host: string; port: number }
  /** None: the usual port, on every interface. */
  listen?: string[]
  mdns: boolean
  /** Names of network interfaces: the only ones that are used, and those that never are. */
  interfaces?: { only: string[]; never: string[] }
  onlyThisLan?: true
  relay?: true
  /** Is there to carry for others, so many MB. */
  courierMegabytes?: number
  /** A file of addresses. */
  seeds?: string
}

export interface ServeValues {
  json?: boolean
  name?: string
  http?: string
  listen?: string[]
  'no-mdns'?: boolean
  interface?: string[]
  'no-interface'?: string[]
  'only-this-lan'?: boolean
  relay?: boolean
  courier?: boolean
  seeds?: string
}

/** Throws UsageError. */
export function serveArgs(data: string, words: readonly string[], values: ServeValues): ServeArgs {
  const listen = values.listen
  if (listen?.some(address => !address.startsWith('/')))
    throw new UsageError('--listen takes a multiaddr, as /ip4/0.0.0.0/tcp/0')
  if (values.seeds === '') throw new UsageError('--seeds takes the name of a file')
  return {
    command: 'serve',
    data,
    json: values.json ?? false,
    http: readHttp(values.http ?? '127.0.0.1:0'),
    mdns: values['no-mdns'] !== true,
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(listen === undefined ? {} : { listen }),
    ...readInterfaces(values),
    ...(values['only-this-lan'] === true ? { onlyThisLan: true } : {}),
    ...(values.relay === true ? { relay: true } : {}),
    ...readCourier(words[0], values.courier === true),
    ...(values.seeds === undefined ? {} : { seeds: values.seeds })
  }
}

function readCourier(word: string | undefined, isCourier: boolean): Pick<ServeArgs, 'courierMegabytes'> {
  if (!isCourier) {
    if (word !== undefined) throw new UsageError(`serve does not know what to do with '${word}'`)
    return {}
  }
  const megabytes = word === undefined ? COURIER_MEGABYTES : /^\d{1,7}$/.test(word) ? Number(word) : 0
  if (megabytes < MIN_MEGABYTES || megabytes > MAX_MEGABYTES)
    throw new UsageError(`--courier takes a number of MB from ${MIN_MEGABYTES} to ${MAX_MEGABYTES}`)
  return { courierMegabytes: megabytes }
}

function readInterfaces(values: ServeValues): Pick<ServeArgs, 'interfaces'> {
  const only = values.interface ?? []
  const never = values['no-interface'] ?? []
  if ([...only, ...never].some(name => name === '' || name.length > MAX_NAME_CHARS))
    throw new UsageError('--interface and --no-interface take the name of a network interface, as eth0')
  const both = only.find(name => never.includes(name))
  if (both !== undefined) throw new UsageError(`'${both}' cannot be both used and never used`)
  return only.length + never.length === 0 ? {} : { interfaces: { only, never } }
}

const MAX_NAME_CHARS = 64
const COURIER_MEGABYTES = 1_024
const MIN_MEGABYTES = 16
const MAX_MEGABYTES = 1_000_000
const LOOPBACK = /^127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/

function readHttp(text: string): { host: string; port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? (plain === 'localhost' ? '127.0.0.1' : plain)
  const port = Number(digits)
  if (host === undefined || port > 65_535) throw new UsageError('--http takes HOST:PORT, as 127.0.0.1:0')
  if (host !== '::1' && !LOOPBACK.test(host))
    throw new UsageError('--http takes an address of this machine only, as 127.0.0.1:0')
  return { host, port }
}
