/** What a copy publishes, kept: so that it can be handed to somebody who is in none of its topics, as a courier would. */
import type { Copy } from './makeCopy.ts'
import type { MemoryLan } from './memoryLan.ts'

export interface HandOver {
  /** For the copy that hands over. */
  lan: MemoryLan
  /** Everything it has published so far, with who it is. */
  to(reader: Copy): Promise<number>
}

export function createHandOver(lan: MemoryLan): HandOver {
  const published: Uint8Array[] = []
  let greeting: ReturnType<Parameters<MemoryLan['makeNetwork']>[0]['events']['greeting']>
  return {
    lan: {
      ...lan,
      makeNetwork(init) {
        const network = lan.makeNetwork(init)
        return {
          ...network,
          async publish(topic, data) {
            published.push(data)
            greeting = init.events.greeting()
            return (await network.publish(topic, data)) + 1 // whoever hands it over has it
          }
        }
      }
    },
    async to(reader) {
      if (greeting === undefined) throw new Error('it has published nothing')
      return await reader.chat().secret.arrive(published, greeting)
    }
  }
}
