/** The native cipher, and the fallback that must not ship unseen. */
import { randomBytes } from 'node:crypto'
import { noise } from '@chainsafe/libp2p-noise'
import { prefixLogger } from '@libp2p/logger'
import { memory } from '@libp2p/memory'
import { ping } from '@libp2p/ping'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { afterEach, expect, test } from 'vitest'
import type { LoadSodium } from '../../electron/core/node/cipher.ts'
import { encrypter } from '../../electron/core/node/cipher.ts'

const running: Array<{ stop(): unknown }> = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(node => node.stop()))
})

function quiet() {
  const errors: unknown[][] = []
  const log = prefixLogger('test').forComponent('cipher')
  return { errors, log: Object.assign(log, { error: (...args: unknown[]) => errors.push(args) }) }
}

const broken: LoadSodium = () => Promise.reject(new Error('no prebuild for this machine'))
type Encrypter = ReturnType<typeof noise>

let addresses = 0
async function makePeer(encrypt: Encrypter) {
  const node = await createLibp2p({
    addresses: { listen: [`/memory/cipher-${process.pid}-${++addresses}`] },
    transports: [memory()],
    connectionEncrypters: [encrypt],
    streamMuxers: [yamux()],
    services: { ping: ping() }
  })
  running.push(node)
  return node
}

/** Whether two ends understand each other. */
async function speak(a: Encrypter, b: Encrypter): Promise<void> {
  const [from, to] = await Promise.all([makePeer(a), makePeer(b)])
  const connection = await from.dial(to.getMultiaddrs())
  expect(connection.encryption).toBe('/noise')
  expect(await from.services.ping.ping(to.peerId)).toBeGreaterThanOrEqual(0)
}

test('libsodium is used where it loads', async () => {
  const { log, errors } = quiet()
  const native = await encrypter(log)
  expect(errors).toEqual([])
  await speak(native, native)
})

test('without libsodium the connection is encrypted all the same, and the log says so', async () => {
  const { log, errors } = quiet()
  const fallback = await encrypter(log, broken)
  expect(errors).toHaveLength(1)
  await speak(fallback, fallback)
})

test('native and fallback understand each other, and the stock cipher, in both directions', async () => {
  const native = await encrypter(quiet().log)
  const fallback = await encrypter(quiet().log, broken)
  await speak(native, fallback)
  await speak(fallback, native)
  await speak(native, noise())
  await speak(noise(), native)
})

test('a sealed frame that was tampered with is refused', async () => {
  const { default: sodium } = await import('sodium-native')
  const [key, nonce] = [randomBytes(32), randomBytes(12)]
  const sealed = Buffer.alloc(5 + sodium.crypto_aead_chacha20poly1305_ietf_ABYTES)
  sodium.crypto_aead_chacha20poly1305_ietf_encrypt(sealed, Buffer.from('hello'), null, null, nonce, key)
  const open = () => sodium.crypto_aead_chacha20poly1305_ietf_decrypt(Buffer.alloc(5), null, sealed, null, nonce, key)
  open()
  sealed[0] = (sealed[0] ?? 0) ^ 1
  expect(open).toThrow()
})
