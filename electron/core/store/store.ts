/** The whole store of one data folder: its tables, and the transaction that joins them. */
import { type Db, named, openDatabase } from './database.ts'
import { createEvents } from './events.ts'
import { createHeld } from './held.ts'
import { createLogs } from './logs.ts'
import { createOutbox } from './outbox.ts'
import { createPeople } from './people.ts'
import { createRooms } from './rooms.ts'
import { createSecrets } from './secrets.ts'
import { createSettings } from './settings.ts'

export type Store = ReturnType<typeof createStore>

/**
 * @param key 32 bytes
 * @throws ChatError store.in-use, db.damaged, db.newer
 */
export const openStore = (path: string, key: Uint8Array): Store => createStore(openDatabase(path, key))

export function createStore(db: Db) {
  const logs = createLogs(db)

  return {
    secrets: createSecrets(db),
    settings: createSettings(db),
    people: createPeople(db),
    rooms: createRooms(db),
    logs,
    events: createEvents(db),
    outbox: createOutbox(db),
    held: createHeld(db),

    /**
     * All of it or nothing. `durable` waits for the disk: own entries must survive a power cut, or this device would
     * give their numbers away twice. What others wrote can be had from them again.
     * @throws ChatError msg.disk, db.damaged
     */
    transaction<T>(work: () => T, durable: boolean): T {
      return named(() => {
        db.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
        try {
          return db.transaction(work).immediate()
        } catch (err) {
          logs.forget()
          throw err
        }
      })
    },
    close: (): void => void db.close()
  }
}
