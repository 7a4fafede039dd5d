/** Vectors of what is said of messages: every kind of body, and bodies that nobody takes, each with why. */
import { admitEntry } from '../../electron/core/chat/admission.ts'
import { asPublic } from '../../electron/core/chat/publicRoom.ts'
import {
  encodeEdit,
  encodeMessage,
  encodePin,
  encodeReact,
  encodeRedact,
  encodeTopic
} from '../../electron/core/crypto/bodies.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { type Entry, KIND } from '../../electron/core/crypto/event.ts'
import { MessageBody, RedactBody } from '../../electron/core/crypto/pb/wire.ts'
import { plain } from './plain.ts'
import { bytesOf, forge, hlcAt, makeLog, makeStranger, seedOf } from './stranger.ts'

const ROOM = 'night-watch'
const AT = 1_767_225_600_000 // 2026-01-01
const ada = makeStranger('Ada', AT)
const brin = makeStranger('Brín 🦉', AT)
const log = makeLog(ada, ROOM)
const introduction = log.introduce(AT)
const root = log.say('who is in?', AT + 1_000)
const calls = [
  { account: ada.account.publicKey, name: 'Ada' },
  { account: brin.account.publicKey, name: 'brín 🦉' }
]
const said: Array<[string, Entry]> = [
  ['an introduction', introduction],
  ['a message', root],
  [
    'an answer in a thread and in the room that calls two people, written two hours before its place in the order',
    log.write(
      { text: '@Ada @brín 🦉 me', replyTo: root.id, thread: root.id, inRoom: true, mentions: calls, sentAt: AT },
      AT + 7_200_000
    )
  ],
  ['an answer that stands in the thread only', log.write({ text: 'me too', thread: root.id }, AT + 7_201_000)],
  ['a new version', log.edit(root, 'who is in, @Ada?', AT + 7_202_000, calls.slice(0, 1))],
  ['a reaction', log.react(root, '👩🏽‍🚀', AT + 7_203_000)],
  ['a reaction taken back', log.react(root, '👩🏽‍🚀', AT + 7_204_000, false)],
  ['an emoji of a year to come', log.react(root, '\u{1faff}', AT + 7_205_000)],
  ['a pin', log.pin(root, AT + 7_206_000)],
  ['a pin taken back', log.pin(root, AT + 7_207_000, false)],
  ['a topic', log.topic('Who keeps watch tonight', AT + 7_208_000)],
  ['a topic taken away', log.topic('', AT + 7_209_000)],
  [
    'a body with a field of a year to come',
    log.add(KIND.message, withField(encodeMessage({ text: 'hello' })), hlcAt(AT + 7_210_000))
  ]
]
said.push([
  'a deletion with a new version',
  log.redact(root, AT + 7_211_000, { edits: [said[4]?.[1].id ?? new Uint8Array(32)] })
])
said.push([
  'a deletion in a thread',
  log.redact(said[3]?.[1] ?? root, AT + 7_212_000, { thread: root.id, inRoom: false })
])

/** Field 15, a text: unknown today. */
function withField(body: Uint8Array): Uint8Array {
  return Uint8Array.from([...body, 0x7a, 2, 0x68, 0x69])
}

function saidOf(entry: Entry): unknown {
  const admitted = admitEntry(entry, asPublic(entry.room))
  if ('malformed' in admitted) throw new Error(admitted.malformed)
  return admitted.said.is === 'introduction' ? { is: 'introduction' } : plain(admitted.said)
}

const target = root.id
const short = root.id.subarray(1)
const [ada1, brin1] = calls as [(typeof calls)[0], (typeof calls)[0]]
const many = (n: number) => Array.from({ length: n }, (_, index) => ({ account: seedOf(`crowd ${index}`), name: 'Bo' }))
const message = (over: object): Uint8Array => encodeMessage({ text: 'hello', ...over })
const edit = (over: object): Uint8Array => encodeEdit({ target, text: 'hello', mentions: [], ...over })
const redact = (over: object): Uint8Array => encodeRedact({ target, edits: [], inRoom: true, ...over })
const react = (over: object): Uint8Array => encodeReact({ target, emoji: '👍', on: true, ...over })

const MALFORMED: Array<[string, number, string, Uint8Array]> = [
  ['an answer to an id of 31 bytes', KIND.message, 'not a message', message({ replyTo: short })],
  ['a thread on an id of 31 bytes', KIND.message, 'not a message', message({ thread: short })],
  [
    'in the room as well as in no thread',
    KIND.message,
    'not a message',
    MessageBody.encode({ text: 'hello', inRoom: true } as never)
  ],
  ['65 people called', KIND.message, 'not a message', message({ mentions: many(65) })],
  ['somebody called twice', KIND.message, 'not a message', message({ mentions: [ada1, ada1] })],
  [
    'an account of 31 bytes called',
    KIND.message,
    'not a message',
    message({ mentions: [{ ...ada1, account: short }] })
  ],
  ['a name of nothing called', KIND.message, 'not a message', message({ mentions: [{ ...ada1, name: '' }] })],
  ['a name that hides called', KIND.message, 'not a message', message({ mentions: [{ ...ada1, name: 'A\u200Bda' }] })],
  ['a name with two spaces called', KIND.message, 'not a message', message({ mentions: [{ ...ada1, name: 'A  da' }] })],
  ['an edit of an id of 31 bytes', KIND.edit, 'not an edit', edit({ target: short })],
  ['an edit of nothing', KIND.edit, 'not an edit', edit({ target: new Uint8Array() })],
  ['an edit to nothing', KIND.edit, 'not an edit', edit({ text: '' })],
  ['an edit to a text with a space behind it', KIND.edit, 'not an edit', edit({ text: 'hello ' })],
  ['an edit that calls somebody twice', KIND.edit, 'not an edit', edit({ mentions: [brin1, brin1] })],
  ['an edit that is not protobuf', KIND.edit, 'not an edit', new Uint8Array([0xff])],
  ['a deletion of an id of 31 bytes', KIND.redact, 'not a redaction', redact({ target: short })],
  ['a deletion of a version of 31 bytes', KIND.redact, 'not a redaction', redact({ edits: [short] })],
  ['a deletion of one thing twice', KIND.redact, 'not a redaction', redact({ edits: [target] })],
  [
    'a deletion of 101 versions',
    KIND.redact,
    'not a redaction',
    redact({ edits: Array.from({ length: 101 }, (_, n) => seedOf(`version ${n}`)) })
  ],
  ['a deletion in a thread on 31 bytes', KIND.redact, 'not a redaction', redact({ thread: short })],
  [
    'a deletion in the room as well as in no thread',
    KIND.redact,
    'not a redaction',
    RedactBody.encode({ target, inRoom: true } as never)
  ],
  ['a reaction to an id of 31 bytes', KIND.react, 'not a reaction', react({ target: short })],
  ['a reaction of nothing', KIND.react, 'not a reaction', react({ emoji: '' })],
  ['a reaction of two emoji', KIND.react, 'not a reaction', react({ emoji: '👍👍' })],
  ['a reaction of a letter', KIND.react, 'not a reaction', react({ emoji: 'a' })],
  ['a reaction of a digit', KIND.react, 'not a reaction', react({ emoji: '1' })],
  ['a reaction of an emoji and a space', KIND.react, 'not a reaction', react({ emoji: '👍 ' })],
  ['a reaction of 65 UTF-16 units', KIND.react, 'not a reaction', react({ emoji: `${'👩\u200D'.repeat(21)}👩` })],
  ['a pin of an id of 31 bytes', KIND.pin, 'not a pin', encodePin({ target: short, on: true })],
  ['a pin of nothing', KIND.pin, 'not a pin', new Uint8Array()],
  ['a topic with a space before it', KIND.topic, 'not a topic', encodeTopic(' tea')],
  ['a topic of two lines', KIND.topic, 'not a topic', encodeTopic('tea\ncoffee')],
  ['a topic of 251 letters', KIND.topic, 'not a topic', encodeTopic('a'.repeat(251))],
  ['a topic that turns what follows', KIND.topic, 'not a topic', encodeTopic('a\u202Eb')],
  ['a topic that is not UTF-8', KIND.topic, 'not a topic', new Uint8Array([0x0a, 2, 0xc3, 0x28])]
]

export const operationVectors = () => ({
  room: ROOM,
  events: said.map(([name, entry]) => ({
    name,
    kind: entry.kind,
    body: toHex(entry.body),
    bytes: toHex(bytesOf(entry)),
    eventId: toHex(entry.id),
    said: saidOf(entry)
  })),
  malformed: MALFORMED.map(([name, kind, refusal, body]) => ({
    name,
    refusal,
    bytes: toHex(forge(root, { kind, body } as never, ada.device))
  }))
})
