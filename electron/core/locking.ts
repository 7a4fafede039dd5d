/** Who may open the store: the passphrase set, changed and asked for again, the lock, and the end of everything that is kept here. */
import { mkdirSync } from 'node:fs'
import { ChatError } from '../../shared/errors.ts'
import type { CoreState } from '../../shared/model.ts'
import { tidy } from '../../shared/names.ts'
import type { Config } from './config.ts'
import type { Vault } from './crypto/vault.ts'
import { erase, eraseKey, openVault } from './dataFolder.ts'

export interface LockingComponents {
  config: Config
  /** The store's key while it is open. */
  key(): Uint8Array | undefined
  /** What this account is called, once there is one. */
  name(): string | undefined
  /** Opens the store and goes online. */
  open(key: Uint8Array): Promise<void>
  /** Ends everything, and forgets every key. */
  close(): Promise<void>
  state(): CoreState
  /** The stage, or who keeps the key, is another one. */
  onChanged(): void
  /** There is no passphrase any more. */
  onUnprotected(): void
}

export function createLocking({ config, key, name, open, close, state, onChanged, onUnprotected }: LockingComponents) {
  let vault: Vault | undefined
  let busy = Promise.resolve()

  /** The calls that change the stage follow each other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = busy.then(work)
    busy = done.then(
      () => {},
      () => {}
    )
    return done
  }

  return {
    inTurn,
    keeper: (): Vault['keeper'] => vault?.keeper ?? config.keyKeeper.kind,

    start: (): Promise<void> =>
      inTurn(async () => {
        mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
        vault = openVault(config)
        if (vault.keeper !== 'passphrase') await open(vault.open())
        else if (config.passphrase !== undefined) await open(await vault.unlock(config.passphrase))
      }),

    /** Nothing opens it again. */
    stop: (): Promise<void> =>
      inTurn(async () => {
        await close()
        vault = undefined
      }),

    /** Throws ChatError store.passphrase. */
    unlock: (passphrase: string): Promise<CoreState> =>
      inTurn(async () => {
        if (key() === undefined && vault !== undefined) {
          await open(await vault.unlock(passphrase))
          onChanged()
        }
        return state()
      }),

    /** Asks for the passphrase again. Throws ChatError store.no-passphrase: no other keeper of the key asks anybody. */
    lock: (): Promise<CoreState> =>
      inTurn(async () => {
        if (key() === undefined) return state()
        if (vault?.keeper !== 'passphrase') throw new ChatError('store.no-passphrase')
        await close()
        onChanged()
        return state()
      }),

    /** Throws ChatError store.locked, store.passphrase, store.passphrase-weak. */
    setPassphrase: (current: string | undefined, next: string | null): Promise<CoreState> =>
      inTurn(async () => {
        const kept = key()
        if (kept === undefined || vault === undefined) throw new ChatError('store.locked')
        if (vault.keeper === 'passphrase') await vault.unlock(current ?? '')
        await vault.protect(kept, next ?? undefined)
        if (next === null) onUnprotected()
        onChanged()
        return state()
      }),

    /** Erases everything, and begins anew with the first screen. Throws ChatError store.locked, account.none, wipe.name. */
    wipe: (typed: string): Promise<CoreState> =>
      inTurn(async () => {
        if (key() === undefined) throw new ChatError('store.locked')
        const own = name()
        if (own === undefined) throw new ChatError('account.none')
        if (tidy(typed) !== own) throw new ChatError('wipe.name')
        eraseKey(config.dataDir) // first: whatever fails from here on, nobody reads the store again
        await close()
        erase(config.dataDir)
        vault = openVault(config)
        await open(vault.open())
        onChanged()
        return state()
      })
  }
}
