/** The whole store of one data folder: its tables, and the transaction that joins them. */
import { ChatError } from '../../../shared/errors.ts'
import { createAddresses } from './addresses.ts'
import { createBundles } from './bundles.ts'
import { createCarried } from './carried.ts'
import { type Db, named, openDatabase } from './database.ts'
import { createDisk, type Disk } from './disk.ts'
import { createEntries } from './entries.ts'
import { createEvents } from './events.ts'
import { createGroups } from './groups.ts'
import { createHeld, createReadBy } from './held.ts'
import { createLogs } from './logs.ts'
import { createMembership } from './membership.ts'
import { createMentions } from './mentions.ts'
import { createOperations } from './operations.ts'
import { createOutbox } from './outbox.ts'
import { createPackages } from './packages.ts'
import { createParcels } from './parcels.ts'
import { createPeople } from './people.ts'
import { createReceiptTimes } from './receiptTimes.ts'
import { createRetention } from './retention.ts'
import { createRoomContents } from './roomContents.ts'
import { createRooms } from './rooms.ts'
import { createSealed } from './sealed.ts'
import { createSearch } from './search.ts'
import { createSecrets } from './secrets.ts'
import { createSeen } from './seen.ts'
import { createSettings } from './settings.ts'
import { createShares } from './shares.ts'
import { createThreads } from './threads.ts'
import { createTrust } from './trust.ts'
import { createUnread } from './unread.ts'

export type Store = ReturnType<typeof createStore>

/**
 * @param key 32 bytes
 * @throws ChatError store.in-use, db.damaged, db.newer
 */
export const openStore = (path: string, key: Uint8Array): Store =>
  createStore(openDatabase(path, key), createDisk(path))

export function createStore(db: Db, disk: Disk) {
  const logs = createLogs(db)
  const search = createSearch(db)
  const inTransaction = db.transaction((work: () => unknown) => work())

  return {
    secrets: createSecrets(db),
    settings: createSettings(db),
    people: createPeople(db),
    trust: createTrust(db),
    addresses: createAddresses(db),
    rooms: createRooms(db),
    contents: createRoomContents(db),
    logs,
    entries: createEntries(db),
    events: createEvents(db),
    operations: createOperations(db),
    mentions: createMentions(db),
    threads: createThreads(db),
    outbox: createOutbox(db),
    held: createHeld(db),
    readBy: createReadBy(db),
    receiptTimes: createReceiptTimes(db),
    seen: createSeen(db),
    unread: createUnread(db),
    retention: createRetention(db),
    sealed: createSealed(db),
    groups: createGroups(db),
    shares: createShares(db),
    packages: createPackages(db),
    bundles: createBundles(db),
    parcels: createParcels(db),
    membership: createMembership(db),
    carried: createCarried(db),
    search,

    /**
     * All of it or nothing. Once it returns, it survives the end of this process, however sudden.
     * @throws ChatError msg.disk, db.damaged
     */
    transaction<T>(work: () => T): T {
      return named(() => {
        try {
          return inTransaction.immediate(work) as T
        } catch (err) {
          logs.forget()
          search.forget()
          throw err
        }
      })
    },
    /** Writes what follows from the rest and can be written another time: a full disk does not stop who reads. */
    note(work: () => void): void {
      try {
        named(work)
      } catch (err) {
        if (!(err instanceof ChatError && err.code === 'msg.disk')) throw err
      }
    },
    /** Resolves once everything committed so far survives a power cut too. Rejects when the disk refuses. */
    durable: disk.durable,
    async close(): Promise<void> {
      await disk.close()
      db.close()
    }
  }
}
