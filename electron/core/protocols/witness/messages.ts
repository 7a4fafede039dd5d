/** Questions and testimonies as they travel. Whatever a stranger sent is refused or is what it says it is. */
import { InvalidMessageError } from '@libp2p/interface'
import type { DialOutcome } from '../../../../shared/networkModel.ts'
import { DEVICE_KEY_BYTES, MAX_ADDRESS_CHARS, MAX_PORT, MIN_PORT } from './constants.ts'
import type { Question, Sight, Testimony } from './index.ts'
import { Dial, Reach, WitnessRequest, WitnessResponse } from './pb/witness.ts'

const DIALS = new Map<DialOutcome, Dial>([
  ['reached', Dial.REACHED],
  ['timeout', Dial.TIMEOUT],
  ['refused', Dial.REFUSED],
  ['unreachable', Dial.UNREACHABLE],
  ['not-earshot', Dial.NOT_EARSHOT],
  ['wrong-peer', Dial.WRONG_PEER]
])
const OUTCOMES = new Map([...DIALS].map(([outcome, dial]) => [dial, outcome]))
const REACHES = { unconnected: Reach.UNCONNECTED, direct: Reach.DIRECT, relayed: Reach.RELAYED } as const
const NAMES = { UNCONNECTED: 'unconnected', DIRECT: 'direct', RELAYED: 'relayed' } as const

export function writeQuestion({ port, device }: Question): WitnessRequest {
  const request = { port: port ?? 0, device: Uint8Array.from(device ?? []) }
  readQuestion(request)
  return request
}

export function readQuestion({ port, device }: WitnessRequest): Question {
  if (port !== 0 && (port < MIN_PORT || port > MAX_PORT)) throw new InvalidMessageError('not a port to be tried')
  if (device.length !== 0 && device.length !== DEVICE_KEY_BYTES) throw new InvalidMessageError('not a device key')
  return { ...(port === 0 ? {} : { port }), ...(device.length === 0 ? {} : { device }) }
}

export function writeTestimony({ dial, multicastMs, broadcastMs, sight }: Testimony): WitnessResponse {
  return {
    dial: dialOf(dial),
    ...(multicastMs === undefined ? {} : { multicastMs: whole(multicastMs) }),
    ...(broadcastMs === undefined ? {} : { broadcastMs: whole(broadcastMs) }),
    ...(sight === undefined ? {} : { sight: writeSight(sight) })
  }
}

export function readTestimony({ dial, multicastMs, broadcastMs, sight }: WitnessResponse): Testimony {
  return { dial: OUTCOMES.get(dial), multicastMs, broadcastMs, sight: sight && readSight(sight) }
}

/** What has no word on the wire says nothing. */
const dialOf = (outcome: DialOutcome | undefined): Dial => (outcome && DIALS.get(outcome)) ?? Dial.NONE

const MAX_UINT32 = 2 ** 32 - 1
const whole = (ms: number): number => Math.min(MAX_UINT32, Math.max(0, Math.round(ms)))

const writeSight = ({ reach, address, outcome, agoMs }: Sight): NonNullable<WitnessResponse['sight']> => ({
  reach: REACHES[reach],
  address: address !== undefined && address.length <= MAX_ADDRESS_CHARS ? address : '',
  outcome: dialOf(outcome),
  ...(agoMs === undefined ? {} : { agoMs: whole(agoMs) })
})

function readSight({ reach, address, outcome, agoMs }: NonNullable<WitnessResponse['sight']>): Sight {
  // printable ASCII: a multiaddr is nothing else, and it is shown to people
  if (address.length > MAX_ADDRESS_CHARS || !/^(?:\/[\x21-\x7e]*)?$/.test(address))
    throw new InvalidMessageError('not an address')
  return { reach: NAMES[reach], address: address === '' ? undefined : address, outcome: OUTCOMES.get(outcome), agoMs }
}

/** Decodes a question as a stranger sent it. Throws at anything malformed. */
export const decodeQuestion = (bytes: Uint8Array): Question => readQuestion(WitnessRequest.decode(bytes))

/** Decodes a testimony as a stranger sent it. Throws at anything malformed. */
export const decodeTestimony = (bytes: Uint8Array): Testimony => readTestimony(WitnessResponse.decode(bytes))
