/** The vectors of the witness protocol, made from fixed values. */
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { writeQuestion, writeTestimony } from '../../electron/core/protocols/witness/messages.ts'
import { WitnessRequest, WitnessResponse } from '../../electron/core/protocols/witness/pb/witness.ts'

export function witnessVectors(device: Uint8Array) {
  const question = { port: 47_100, device }
  const testimony = {
    dial: 'timeout' as const,
    multicastMs: 1_500,
    broadcastMs: undefined,
    sight: {
      reach: 'direct' as const,
      address: '/ip4/10.66.0.31/tcp/47100',
      outcome: 'reached' as const,
      agoMs: 42_000
    }
  }
  const silent = { dial: undefined, multicastMs: undefined, broadcastMs: undefined, sight: undefined }
  const request = (value: object): string => toHex(WitnessRequest.encode(value))
  const response = (value: object): string => toHex(WitnessResponse.encode(value))
  return {
    question: { port: question.port, device: toHex(device) },
    request: toHex(WitnessRequest.encode(writeQuestion(question))),
    emptyRequest: request({}),
    testimony: { dial: testimony.dial, multicastMs: testimony.multicastMs, sight: testimony.sight },
    response: toHex(WitnessResponse.encode(writeTestimony(testimony))),
    emptyResponse: toHex(WitnessResponse.encode(writeTestimony(silent))),
    malformedRequests: [
      { name: 'a port of somebody else', bytes: request({ port: 22 }) },
      { name: 'a port past 65535', bytes: request({ port: 65_536 }) },
      { name: 'a key of 31 bytes', bytes: request({ device: device.subarray(1) }) },
      { name: 'not protobuf', bytes: 'ff' }
    ],
    malformedResponses: [
      { name: 'an outcome of another year', bytes: '0863' },
      { name: 'an address of 257 letters', bytes: response({ sight: { address: '/'.repeat(257) } }) },
      { name: 'an address that is none', bytes: response({ sight: { address: 'over there' } }) },
      { name: 'an address that turns what follows', bytes: response({ sight: { address: '/ip4/\u202e1' } }) },
      { name: 'not protobuf', bytes: 'ff' }
    ]
  }
}
