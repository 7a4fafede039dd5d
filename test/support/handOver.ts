/** What a copy publishes, kept: so that it can be handed to somebody who is in none of its topics, as a courier would. */
import type { Copy } from './makeCopy.ts'
import type { MemoryLan } from './memoryLan.ts'

export interface HandOver {
  /** For the copy that hands over. */
  lan: MemoryLan
  /** Everything it has published so far, with who it is. */
  to(reader: Copy): Promise<number>
  /** How many were in the topic of what it published last. */
  inTopic(): number
}

export function createHandOver(lan: MemoryLan): HandOver {
  const published: Uint8Array[] = []
  let inTopic = 0
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
            inTopic = await network.publish(topic, data)
            return inTopic + 1 // whoever hands it over has it
          }
        }
      }
    },
    inTopic: () => inTopic,
    async to(reader) {
      if (greeting === undefined) throw new Error('it has published nothing')
      return await reader.chat().secret.arrive(published, greeting)
    }
  }
}
