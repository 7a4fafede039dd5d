/** The stages of a copy: locked, new, open; what exists in each, and what is told when it changes. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Payload } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import { HUES } from '../../shared/limits.ts'
import type { AccountId, CoreState, DeviceId, Me, NetworkState, Person, Settings } from '../../shared/model.ts'
import {
  type Account,
  createAccount,
  type Introducing,
  type Keys,
  keyprintOf,
  newKeys,
  openAccount
} from './chat/account.ts'
import type { Chat } from './chat/chat.ts'
import { createMet } from './chat/met.ts'
import { createNetworkPage, type NetworkPage } from './chat/network/page.ts'
import type { Met, Network, NetworkEvents, NetworkRules } from './chat/ports.ts'
import { createPresence, type Presence } from './chat/presence.ts'
import { rulesOf } from './chat/rules.ts'
import { readSettings, writeSettings } from './chat/settings.ts'
import type { Config } from './config.ts'
import { newSeed, signingKey } from './crypto/ed25519.ts'
import { databaseOf } from './dataFolder.ts'
import { createLocking } from './locking.ts'
import { createNetworkEvents } from './networkEvents.ts'
import { openChat } from './openChat.ts'
import { openStore, type Store } from './store/store.ts'
import { createTellings } from './tellings.ts'

/** Makes the network that a device speaks through; announce is false while only listening. */
export type MakeNetwork = (init: {
  deviceSeed: Uint8Array
  announce: boolean
  rules: NetworkRules
  /** Where people were reached before. */
  met: Met[]
  events: NetworkEvents
}) => Network

export interface CoreComponents {
  config: Config
  makeNetwork: MakeNetwork
  now(): number
  tell<K extends keyof Contract['events'] & string>(event: K, payload: () => Payload<Contract, K> | undefined): void
  onFailed(err: unknown): void
}

export type Core = ReturnType<typeof createCore>

/** What there is once the store is open. */
interface Open {
  key: Uint8Array
  store: Store
  presence: Presence
  met: ReturnType<typeof createMet>
}

const NO_NETWORK: NetworkState = {
  online: false,
  port: null,
  portTaken: null,
  addresses: [],
  interfaces: [],
  discovery: false,
  beingHeard: false,
  bridging: false,
  clockOffMs: null
}

export function createCore({ config, makeNetwork, now, tell, onFailed }: CoreComponents) {
  let keys: Keys = newKeys()
  /** Whose account is made without the first screen; nobody's once this copy was erased. */
  let named = config.name
  let open: Open | undefined
  let account: Account | undefined
  let chat: Chat | undefined
  let network: Network | undefined
  let page: NetworkPage | undefined

  const tellings = createTellings({ tell, chat: () => chat, presence: () => open?.presence, onFailed })
  const tellState = (): void => tell('core.changed', state)
  const tellNetwork = (): void => tell('network.changed', networkState)

  function state(): CoreState {
    return {
      stage: open === undefined ? 'locked' : account === undefined ? 'new' : 'open',
      keyKeeper: locking.keeper(),
      host: config.host,
      version: config.version,
      me: account?.me() ?? null,
      suggested: {
        ...config.suggested,
        keyprint: account === undefined ? keyprintOf(signingKey(keys.account).publicKey) : null
      }
    }
  }

  async function openWith(key: Uint8Array): Promise<void> {
    const store = openStore(databaseOf(config.dataDir), key)
    const presence = createPresence({
      store,
      self: () => account?.accountKey,
      device: () => network?.deviceId,
      now,
      effects: device => chat?.effects(device) ?? [],
      onChanged: tellings.people,
      onShown: tellings.rows,
      onFailed,
      onMembership() {
        tellings.rooms()
        tellings.waiting()
      }
    })
    const met = createMet({ store, now, isPerson: peer => presence.personAt(peer) !== undefined })
    open = { key, store, presence, met }
    account = openAccount(store, now)
    if (account === undefined && named !== undefined)
      account = createAccount(
        store,
        keys,
        { name: named, hue: randomHue(), deviceName: config.suggested.deviceName },
        now
      )
    await goOnline()
  }

  /** Ends everything but the vault: what was handed in is stored, no key stays in memory that we know of. */
  async function close(): Promise<void> {
    page?.stop()
    await chat?.stop()
    await network?.stop()
    await chat?.stop() // what arrived meanwhile
    const [closing, used] = [open, account]
    closing?.presence.stop()
    open = account = chat = network = page = undefined // before the store is closed: whoever asks now is told so
    await closing?.store.close()
    closing?.key.fill(0)
    used?.deviceSeed.fill(0)
    for (const seed of Object.values(keys)) seed.fill(0)
    keys = newKeys()
  }

  const events = createNetworkEvents({ chat: () => chat, open: () => open, onStatus: tellNetwork, onFailed })

  /** With an account: into the channels. Without one: only listening, under a key that is thrown away. */
  async function goOnline(): Promise<void> {
    if (open === undefined) return
    network = makeNetwork({
      deviceSeed: account?.deviceSeed ?? newSeed(),
      announce: account !== undefined,
      rules: rulesOf(readSettings(open.store), config),
      met: open.met.list(),
      events
    })
    if (account !== undefined)
      chat = openChat({
        ...{ ...open, account, network, now, tellings, onFailed },
        courierMegabytes: config.courierMegabytes,
        onClock: tellNetwork
      })
    page = createNetworkPage({
      network,
      presence: open.presence,
      now,
      version: config.version,
      settings: () => readSettings(openStoreOf(open)),
      clock: () => (chat?.hasComparedClocks() === true ? { offMs: chat.clockOffMs() } : null),
      onProbing: so => tell('network.probing', () => so),
      onReport: report => tell('doctor.changed', () => report),
      onMoved: isNew => tell('network.moved', () => (isNew() ? {} : undefined)),
      onFailed
    })
    await network.start()
    page.start()
    await chat?.start()
  }

  function networkState(): NetworkState {
    return network === undefined ? NO_NETWORK : { ...network.status(), clockOffMs: chat?.clockOffMs() ?? null }
  }

  const locking = createLocking({
    config,
    key: () => open?.key,
    name: () => account?.me().name,
    open: openWith,
    close,
    state,
    onChanged() {
      tellState()
      tellNetwork()
    },
    onUnprotected: () => void settings.set({ lockAfter: null })
  })

  const settings = {
    get: (): Settings => readSettings(openStoreOf(open)),
    /** Throws ChatError store.no-passphrase: there is nothing to lock with. */
    set(changed: Partial<Settings>): Settings {
      const store = openStoreOf(open)
      if (changed.lockAfter != null && locking.keeper() !== 'passphrase') throw new ChatError('store.no-passphrase')
      const next = writeSettings(store, changed)
      network?.configure(rulesOf(next, config))
      tell('settings.changed', () => next)
      return next
    }
  }

  return {
    state,
    networkState,
    addresses: (): string[] => (account === undefined ? [] : (network?.addresses() ?? [])),

    start: locking.start,
    stop(): Promise<void> {
      tellings.stop()
      return locking.stop()
    },
    unlock: locking.unlock,
    lock: locking.lock,
    setPassphrase: locking.setPassphrase,
    /** What it was started for is over: an account is made by hand from now on. */
    wipe(name: string): Promise<CoreState> {
      named = undefined
      return locking.wipe(name)
    },

    createAccount: (who: Introducing): Promise<Me> =>
      locking.inTurn(async () => {
        if (open === undefined) throw new ChatError('store.locked')
        account = createAccount(open.store, keys, who, now)
        await open.store.durable()
        page?.stop()
        await network?.stop()
        open.presence.stop()
        await goOnline()
        tellState()
        tellNetwork()
        return account.me()
      }),

    /** Throws ChatError store.locked, account.none. */
    chat(): Chat {
      if (chat !== undefined) return chat
      throw new ChatError(open === undefined ? 'store.locked' : 'account.none')
    },
    presence(): Presence {
      if (open === undefined) throw new ChatError('store.locked')
      return open.presence
    },
    networkPage(): NetworkPage {
      if (page !== undefined) return page
      throw new ChatError('store.locked')
    },
    async connect(address: string): Promise<Person> {
      if (account === undefined || page === undefined) throw new ChatError('account.none')
      const peer: DeviceId = await page.connect(address)
      const person = open?.presence.at(peer)
      if (person === undefined) throw new ChatError('peer.refused')
      return person
    },
    /** Who reaches others only through this computer, now. */
    dependents(): AccountId[] {
      const devices = network?.dependents() ?? []
      return [...new Set(devices.flatMap(device => open?.presence.accountOf(device) ?? []))]
    },
    settings
  }
}

const randomHue = (): number => HUES[Math.floor(Math.random() * HUES.length)] ?? HUES[0]

function openStoreOf(open: Open | undefined): Store {
  if (open === undefined) throw new ChatError('store.locked')
  return open.store
}
