/** Many nodes in one process behind one address, as on a terminal server: each says one thing and waits for all others'. */
import { createHash, randomBytes } from 'node:crypto'
import type { Network } from '../../electron/core/chat/ports.ts'
import { createNetwork } from '../../electron/core/node/node.ts'
import { rules } from '../support/rules.ts'
import { deaf } from '../support/stranger.ts'
import { tell } from './otherPrograms.ts'

const LOOK_MS = 100

export async function crowd(count: number): Promise<void> {
  const heard = new Map<Network, Set<string>>()
  for (let i = 0; i < count; i++) {
    const network = createNetwork({
      devicePrivateKey: randomBytes(32),
      listen: ['/ip4/0.0.0.0/tcp/47100'],
      mdns: true,
      announce: true,
      rules: rules(),
      messageId: data => createHash('sha256').update(data).digest(),
      events: deaf()
    })
    const texts = new Set<string>()
    heard.set(network, texts)
    network.join('room', async data => {
      texts.add(Buffer.from(data).toString())
      return { verdict: 'accept' }
    })
    await network.start()
  }
  tell({ ready: 'crowd', addresses: [...heard.keys()].flatMap(network => network.addresses()) })
  await until(() => [...heard.keys()].every(network => network.subscribers('room').length === count - 1))
  await Promise.all([...heard.keys()].map(network => network.publish('room', Buffer.from(network.deviceId))))
  await until(() => [...heard.values()].every(texts => texts.size === count - 1))
  tell({ done: `${count} heard everybody` })
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, LOOK_MS))
}
