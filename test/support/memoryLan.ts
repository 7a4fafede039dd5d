/** A LAN in one process: the chat's network port without sockets, so that many copies can be tested in milliseconds. */
import type { Looking } from '../../electron/core/chat/doctor/looking.ts'
import type {
  CourierAnswers,
  CourierNetwork,
  Link,
  Network,
  NetworkEvents,
  SignedEntry,
  SyncAnswers,
  SyncSession,
  Verdict
} from '../../electron/core/chat/ports.ts'
import type { MakeNetwork } from '../../electron/core/core.ts'
import { deviceIdOf } from '../../electron/core/crypto/deviceId.ts'
import { signingKey } from '../../electron/core/crypto/ed25519.ts'
import { ChatError } from '../../shared/errors.ts'
import type { DeviceId } from '../../shared/model.ts'

interface Host {
  id: DeviceId
  announce: boolean
  events: NetworkEvents
  topics: Map<string, (data: Uint8Array, from: DeviceId) => Promise<Verdict>>
  near: Set<Host>
}

export interface Trouble {
  gossip?(deliver: () => Promise<unknown>): Promise<unknown>
  parcels?(exchange: { from: DeviceId; to: DeviceId; asked: unknown; answer: unknown }): void
  frame?(entries: SignedEntry[], to: DeviceId): SignedEntry[] | Promise<SignedEntry[]>
  /** Everything that is said, as it would stand in the clear between two ends of a wire without Noise. */
  tap?(said: unknown): void
}

export interface MemoryLan {
  makeNetwork(init: Omit<Parameters<MakeNetwork>[0], 'rules' | 'met'>): Network
  /** Cuts the link between two devices, or mends it. */
  cut(a: DeviceId, b: DeviceId): void
  mend(a: DeviceId, b: DeviceId): void
  /** Everything that was sent has arrived. */
  settled(): Promise<void>
  /**
   * What happens to what is sent, from now on: called for everything gossiped to somebody, and for every frame of a sync.
   * `deliver` may be called later, twice or never; a frame may be changed, or the sync broken off by throwing.
   */
  trouble(trouble: Trouble): void
  /** Says something in a topic as somebody who is not one of the copies. Answers every copy's verdict. */
  inject(topic: string, data: Uint8Array): Promise<Verdict[]>
}

export function createMemoryLan(): MemoryLan {
  const hosts = new Set<Host>()
  const cuts = new Set<string>()
  const flying = new Set<Promise<unknown>>()
  const fly = (work: Promise<unknown>): void => {
    const done = work.finally(() => flying.delete(done))
    flying.add(done)
  }
  let trouble: Trouble = {}
  const tapped = <T>(said: T): T => {
    trouble.tap?.(said)
    return said
  }
  const link = (a: DeviceId, b: DeviceId): string => [a, b].sort().join()

  function meet(a: Host, b: Host): void {
    if (a === b || a.near.has(b) || cuts.has(link(a.id, b.id))) return
    a.near.add(b)
    b.near.add(a)
    greet(a, b)
    greet(b, a)
    for (const topic of b.topics.keys()) if (a.topics.has(topic)) a.events.subscribed(b.id, topic)
    for (const topic of a.topics.keys()) if (b.topics.has(topic)) b.events.subscribed(a.id, topic)
  }

  function greet(from: Host, to: Host): void {
    const greeting = from.events.greeting()
    trouble.tap?.(greeting)
    if (greeting === undefined) return
    if (to.events.greeted(from.id, greeting)) to.events.welcomed(from.id)
    else part(from, to)
  }

  function part(a: Host, b: Host): void {
    if (!a.near.delete(b)) return
    b.near.delete(a)
    a.events.parted(b.id)
    b.events.parted(a.id)
  }

  const makeNetwork: MemoryLan['makeNetwork'] = ({ deviceSeed, announce, events }): Network => {
    const host: Host = {
      id: deviceIdOf(signingKey(deviceSeed).publicKey),
      announce,
      events,
      topics: new Map(),
      near: new Set()
    }
    const find = (id: DeviceId): Host | undefined => host.near.values().find(other => other.id === id)
    return {
      deviceId: host.id,
      async start() {
        hosts.add(host)
        for (const other of hosts) if (other.announce || host.announce) meet(host, other)
      },
      async stop() {
        hosts.delete(host)
        for (const other of [...host.near]) part(host, other)
      },
      status: () => ({
        online: true,
        port: 47_100,
        portTaken: null,
        addresses: [],
        interfaces: [],
        discovery: true,
        beingHeard: true,
        bridging: false
      }),
      configure: () => {},
      facts: () => ({
        interfaces: [],
        links: [...host.near].map(({ id }) => linkTo(id)),
        attempts: [],
        ignored: []
      }),
      async attempt(address) {
        const other = hosts.values().find(({ id }) => address.endsWith(id))
        if (other === undefined) return 'unreachable'
        if (cuts.has(link(host.id, other.id))) return 'timeout'
        meet(host, other)
        return 'reached'
      },
      looking: lookFrom(host, find),
      courier: courierOver(host.id, id => find(id)?.events.carrying(host.id)),
      dependents: () => [],
      addresses: () => [`/memory/${host.id}`],
      join(topic, receive) {
        host.topics.set(topic, receive)
        for (const other of host.near) if (other.topics.has(topic)) other.events.subscribed(host.id, topic)
        for (const other of host.near) if (other.topics.has(topic)) host.events.subscribed(other.id, topic)
      },
      leave: topic => void host.topics.delete(topic),
      async publish(topic, data) {
        const others = [...host.near].filter(other => other.topics.has(topic))
        trouble.tap?.([topic, data])
        for (const other of others) {
          // late, it may find somebody who has started again meanwhile
          const deliver = (): Promise<unknown> =>
            hosts
              .values()
              .find(({ id }) => id === other.id)
              ?.topics.get(topic)?.(data, host.id) ?? Promise.resolve()
          fly(trouble.gossip === undefined ? deliver() : trouble.gossip(deliver))
        }
        return others.length
      },
      subscribers: topic => [...host.near].filter(other => other.topics.has(topic)).map(other => other.id),
      async connect(address) {
        const other = hosts.values().find(({ id }) => address.endsWith(id))
        if (other === undefined) throw new ChatError('peer.timeout')
        if (other === host) throw new ChatError('peer.self')
        meet(host, other)
        return other.id
      },
      greetAll: () => host.near.forEach(other => greet(host, other)),
      askIntroductions: async (peer, devices) => tapped(find(peer)?.events.introductions(devices) ?? []),
      sendReceipts: async (peer, receipts) => find(peer)?.events.receipts(host.id, tapped(receipts)),
      async exchangeKeys(peer, request) {
        const bundles = find(peer)?.events.keys(host.id, tapped(request))
        if (bundles === undefined) throw new Error('not now')
        return tapped(bundles)
      },
      async askHistory(peer, request) {
        const bundles = find(peer)?.events.history(host.id, tapped(request))
        if (bundles === undefined) throw new Error('nothing for us')
        return tapped(bundles)
      },
      async sync(peer) {
        const answers = find(peer)?.events.syncing(host.id)
        if (answers === undefined) throw new Error('the other does not sync')
        return sessionOver(answers, host.id, () => find(peer) !== undefined)
      }
    }
  }

  /** Parcels without a wire. What is said either way is shown to whoever taps it. */
  function courierOver(from: DeviceId, answersOf: (to: DeviceId) => CourierAnswers | undefined): CourierNetwork {
    async function ask<T>(to: DeviceId, asked: unknown, work: (answers: CourierAnswers) => T): Promise<Awaited<T>> {
      await new Promise(setImmediate)
      const answers = answersOf(to)
      const answer = answers === undefined ? ('not-a-courier' as Awaited<T>) : await work(answers)
      trouble.parcels?.({ from, to, asked, answer })
      return answer
    }
    return {
      put: (to, tag, parcel) => ask(to, { tag, parcel }, answers => answers.put(tag, parcel)),
      take: (to, tags, after) => ask(to, { tags, after }, answers => answers.take(tags, after)),
      drop: (to, dropped) => ask(to, { dropped }, answers => answers.drop(dropped))
    }
  }

  const linkTo = (peer: DeviceId): Link => ({
    peer,
    address: `/ip4/10.0.0.1/tcp/47100/p2p/${peer}`,
    interface: null,
    direction: 'out',
    since: 0,
    relay: null,
    found: 'typed',
    agent: 'earshot/0.0.0'
  })

  /** What is seen from a host: everybody reaches everybody whom the wire is not cut to. */
  const lookFrom = (host: Host, find: (id: DeviceId) => Host | undefined): Looking => ({
    async askWitness(peer, { port, about }) {
      const witness = find(peer)
      if (witness === undefined) throw new Error('no connection to this peer')
      const seen = witness.near.values().find(({ id }) => id === about)
      return {
        dial: port === undefined ? undefined : 'reached',
        multicastMs: 1_000,
        broadcastMs: undefined,
        sight:
          about === undefined
            ? undefined
            : {
                reach: seen === undefined ? 'unconnected' : 'direct',
                address: seen === undefined ? undefined : linkTo(about).address,
                outcome: undefined,
                agoMs: 0
              }
      }
    },
    whereabouts: peer => [linkTo(peer).address],
    heardFrom: () => ({ multicastMs: undefined, broadcastMs: undefined, interface: undefined }),
    routes: async () => ({ multicast: null, elsewhere: [], caught: [] }),
    permission: async () => null,
    async probe(cidr, onProgress, signal) {
      if (cidr === 'rubbish') throw new ChatError('net.cidr')
      for (let done = 0; done <= 2 && !signal.aborted; done++) {
        onProgress({ cidr: cidr ?? '10.0.0.0/30', done, total: 2, answered: done < 2 ? [] : ['10.0.0.1'] })
        await new Promise(setImmediate)
      }
      for (const other of hosts) if (other !== host && !signal.aborted) meet(host, other)
    }
  })

  /** A sync without a wire: as long as the two are connected. */
  function sessionOver(answers: SyncAnswers, to: DeviceId, connected: () => boolean): SyncSession {
    let isClosed = false
    const there = (): void => {
      if (!connected() || isClosed) throw new Error('the connection was lost')
    }
    return {
      async compare(ours) {
        await new Promise(setImmediate) // a wire takes a turn: what waits to be stored is stored meanwhile
        there()
        return tapped(answers.compare(tapped(ours)))
      },
      async *fetch(tag, parts) {
        for (const frame of answers.fetch(tag, parts)) {
          await new Promise(setImmediate)
          there()
          yield tapped((await trouble.frame?.(frame, to)) ?? frame)
        }
      },
      async close() {
        if (!isClosed) answers.end()
        isClosed = true
      }
    }
  }

  return {
    makeNetwork,
    trouble(next) {
      trouble = next
    },
    cut(a, b) {
      cuts.add(link(a, b))
      for (const one of hosts)
        for (const other of [...one.near]) if (link(one.id, other.id) === link(a, b)) part(one, other)
    },
    mend(a, b) {
      cuts.delete(link(a, b))
      const [one, other] = [...hosts].filter(({ id }) => id === a || id === b)
      if (one !== undefined && other !== undefined) meet(one, other)
    },
    async settled() {
      while (flying.size > 0) await Promise.allSettled(flying)
    },
    inject: (topic, data) => Promise.all([...hosts].flatMap(host => host.topics.get(topic)?.(data, host.id) ?? []))
  }
}
