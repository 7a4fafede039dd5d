/** The stages of a copy: locked, new, open; what exists in each, and what is told when it changes. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
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
import { type Chat, createChat } from './chat/chat.ts'
import { createMet } from './chat/met.ts'
import { createNetworkPage, type NetworkPage } from './chat/network/page.ts'
import type { Met, Network, NetworkEvents, NetworkRules } from './chat/ports.ts'
import { createPresence, type Presence } from './chat/presence.ts'
import { rulesOf } from './chat/rules.ts'
import { readSettings, writeSettings } from './chat/settings.ts'
import type { Config } from './config.ts'
import { newSeed, signingKey } from './crypto/ed25519.ts'
import { createVault, type Vault } from './crypto/vault.ts'
import { createNetworkEvents } from './networkEvents.ts'
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
  const keys: Keys = newKeys()
  let vault: Vault | undefined
  let open: Open | undefined
  let account: Account | undefined
  let chat: Chat | undefined
  let network: Network | undefined
  let page: NetworkPage | undefined
  let busy = Promise.resolve()

  const tellings = createTellings({ tell, chat: () => chat, presence: () => open?.presence, onFailed })
  const tellState = (): void => tell('core.changed', state)
  const tellNetwork = (): void => tell('network.changed', networkState)

  function state(): CoreState {
    return {
      stage: open === undefined ? 'locked' : account === undefined ? 'new' : 'open',
      keyKeeper: vault?.keeper ?? config.keyKeeper.kind,
      host: config.host,
      version: config.version,
      me: account?.me() ?? null,
      suggested: {
        ...config.suggested,
        keyprint: account === undefined ? keyprintOf(signingKey(keys.account).publicKey) : null
      }
    }
  }

  /** The calls that change the stage follow each other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = busy.then(work)
    busy = done.then(
      () => {},
      () => {}
    )
    return done
  }

  async function openWith(key: Uint8Array): Promise<void> {
    const store = openStore(join(config.dataDir, 'earshot.db'), key)
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
    if (account === undefined && config.name !== undefined)
      account = createAccount(
        store,
        keys,
        { name: config.name, hue: randomHue(), deviceName: config.suggested.deviceName },
        now
      )
    await goOnline()
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
    if (account !== undefined) {
      chat = createChat({
        ...open,
        account,
        network,
        now,
        readReceipts: () => open !== undefined && readSettings(open.store).readReceipts,
        tell: {
          rows: tellings.rows,
          stale: tellings.stale,
          people(accounts) {
            open?.presence.known()
            tellings.people(accounts)
          },
          rooms: tellings.rooms,
          threads: tellings.threads,
          clock: tellNetwork,
          failed: onFailed
        }
      })
    }
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

  return {
    state,
    networkState,
    addresses: (): string[] => (account === undefined ? [] : (network?.addresses() ?? [])),

    start: (): Promise<void> =>
      inTurn(async () => {
        mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
        vault = openVault(config)
        if (vault.keeper !== 'passphrase') await openWith(vault.open())
        else if (config.passphrase !== undefined) await openWith(await vault.unlock(config.passphrase))
      }),

    stop: (): Promise<void> =>
      inTurn(async () => {
        tellings.stop()
        page?.stop()
        await chat?.stop()
        await network?.stop()
        await chat?.stop() // what arrived meanwhile
        open?.presence.stop()
        await open?.store.close()
        vault = open = account = chat = network = page = undefined
      }),

    unlock: (passphrase: string): Promise<CoreState> =>
      inTurn(async () => {
        if (open === undefined && vault !== undefined) {
          await openWith(await vault.unlock(passphrase))
          tellState()
        }
        return state()
      }),

    setPassphrase: (current: string | undefined, next: string | null): Promise<CoreState> =>
      inTurn(async () => {
        if (open === undefined || vault === undefined) throw new ChatError('store.locked')
        if (vault.keeper === 'passphrase') await vault.unlock(current ?? '')
        await vault.protect(open.key, next ?? undefined)
        tellState()
        return state()
      }),

    createAccount: (who: Introducing): Promise<Me> =>
      inTurn(async () => {
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
    settings: (): Settings => readSettings(openStoreOf(open)),
    setSettings(changed: Partial<Settings>): Settings {
      const settings = writeSettings(openStoreOf(open), changed)
      network?.configure(rulesOf(settings, config))
      tell('settings.changed', () => settings)
      return settings
    }
  }
}

const randomHue = (): number => HUES[Math.floor(Math.random() * HUES.length)] ?? HUES[0]

function openStoreOf(open: Open | undefined): Store {
  if (open === undefined) throw new ChatError('store.locked')
  return open.store
}

/** Throws ChatError db.damaged where there is a store and its key is gone: a new key would hide that. */
function openVault(config: Config): Vault {
  const path = join(config.dataDir, 'key.json')
  if (existsSync(join(config.dataDir, 'earshot.db')) && !existsSync(path)) {
    throw new ChatError('db.damaged', 'key.json is missing beside earshot.db')
  }
  return createVault(path, config.keyKeeper)
}
