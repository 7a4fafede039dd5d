/** A member who hands over lies when a newcomer asks what was said before: each sealed as it should be, in others' names. */
import type { Part } from '../../electron/core/chat/ports.ts'
import { encodeMessage } from '../../electron/core/crypto/bodies.ts'
import { fromHex } from '../../electron/core/crypto/bytes.ts'
import { encodeContent, signContent } from '../../electron/core/crypto/content.ts'
import { newSeed, signingKey } from '../../electron/core/crypto/ed25519.ts'
import { KIND } from '../../electron/core/crypto/event.ts'
import { type HandedContent, sealHanded } from '../../electron/core/crypto/handedOver.ts'
import { openCertificate } from '../../electron/core/crypto/identity.ts'
import type { RoomId } from '../../shared/model.ts'
import type { MemoryLan } from './memoryLan.ts'

export interface ForgedHistory {
  /** For the newcomer. Whoever it asks first lies; the others answer as they do. */
  lan: MemoryLan
  /** How many lies it was handed. */
  told(): number
}

export function forgedHistory(lan: MemoryLan, roomId: RoomId): ForgedHistory {
  let liar: string | undefined
  let told = 0
  const makeNetwork: MemoryLan['makeNetwork'] = init => {
    const network = lan.makeNetwork(init)
    return {
      ...network,
      async askHistory(peer, request) {
        liar ??= peer
        const asker = openCertificate(init.events.greeting()?.certificate ?? new Uint8Array())
        if (peer !== liar || asker === undefined) return await network.askHistory(peer, request)
        const lies = request.parts.flatMap(part => liesAbout(fromHex(roomId), part))
        told += lies.length
        return [
          sealHanded({ device: asker.deviceKey, inboxKey: asker.inboxKey }, lies) ?? new Uint8Array(),
          new Uint8Array(100)
        ]
      }
    }
  }
  return { lan: { ...lan, makeNetwork }, told: () => told }
}

/** Signed by somebody else, by nobody, or of a kind that is never sealed; and of what was never written. */
function liesAbout(room: Uint8Array, { device, first, last }: Part): HandedContent[] {
  const liar = signingKey(newSeed())
  const said = { kind: KIND.message, body: encodeMessage({ text: 'forged' }) }
  const about = (seq: number): Uint8Array[] => [
    signContent({ room, device, seq }, said, liar),
    encodeContent({ ...said, signature: new Uint8Array(64) }),
    signContent({ room, device, seq }, { ...said, kind: KIND.redact }, liar),
    new Uint8Array(40).fill(7)
  ]
  return [
    ...[first, last].flatMap(seq => about(seq).map(content => ({ device, seq, content }))),
    ...about(last + 1_000).map(content => ({ device, seq: last + 1_000, content })),
    ...about(0).map(content => ({ device: liar.publicKey, seq: 0, content }))
  ]
}
