/** People who do not reach each other but through a bridge: on one computer, so each knows the bridge's address only. */
import { RELAY_V2_HOP_CODEC, RELAY_V2_STOP_CODEC } from '@libp2p/circuit-relay-v2'
import type { Connection } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { vi } from 'vitest'
import { relayOf } from '../../electron/core/node/across/relay.ts'
import type { NetworkInit } from '../../electron/core/node/node.ts'
import type { TestNode } from './makeNode.ts'
import { makeNode, meet } from './makeNode.ts'
import { rules } from './rules.ts'

export const within = (ms: number) => ({ timeout: ms, interval: 10 })

/** Deadlines short enough for tests. */
const SOON = { acrossMs: 100, peersSoonMs: 20, peersNoteMs: 200, peersRoundMs: 1_500, peersExpireMs: 5_000 }

/** A node that passes things on. */
export const makeBridge = (name: string, init: Partial<NetworkInit> = {}): Promise<TestNode> =>
  makePerson(name, { rules: rules({}, { relay: true }), ...init })

export const makePerson = (name: string, init: Partial<NetworkInit> = {}): Promise<TestNode> =>
  makeNode(name, { transport: 'tcp', ...init, timings: { ...SOON, ...init.timings } })

/** Ann and Cleo, who both know Ray, who passes things on. */
export async function bridged(init: { ann?: Partial<NetworkInit>; ray?: Partial<NetworkInit> } = {}) {
  const [ann, ray, cleo] = [
    await makePerson('ann', init.ann),
    await makeBridge('ray', init.ray),
    await makePerson('cleo')
  ]
  await meet(ann, ray)
  await meet(cleo, ray)
  return { ann, ray, cleo }
}

/** The open connections from one to another. */
export const waysTo = (from: TestNode, to: TestNode): Connection[] =>
  from
    .inside()
    .getConnections(peerIdFromString(to.id))
    .filter(({ status }) => status === 'open')

/** Who relays each of them; null for a direct one. */
export const relaysTo = (from: TestNode, to: TestNode): Array<string | null> => waysTo(from, to).map(relayOf)

export const heardOf = (node: TestNode): string[] =>
  [
    ...new Set(
      node.told.greeted.map(({ greeting }) => Buffer.from(greeting.profile).toString().slice('profile of '.length))
    )
  ].sort()

/** Waits until both reach each other through the bridge. */
export async function untilCrossed(one: TestNode, other: TestNode, bridge: TestNode): Promise<void> {
  await vi.waitFor(() => {
    for (const [from, to] of [[one, other] as const, [other, one] as const]) {
      const greeted = from.told.greeted.some(({ peer }) => peer === to.id)
      if (!greeted || !relaysTo(from, to).includes(bridge.id)) throw new Error('not yet')
    }
  }, within(10_000))
}

/** What the two ends of a connection speak with the bridge. */
const RELAYED = new Set([RELAY_V2_HOP_CODEC, RELAY_V2_STOP_CODEC])

/** Everything that a bridge passes on from now on, as it sees it. */
export function overheard(bridge: TestNode): Uint8Array[] {
  const heard: Uint8Array[] = []
  for (const { streams } of bridge.inside().getConnections()) {
    for (const stream of streams.filter(({ protocol }) => RELAYED.has(protocol))) {
      stream.addEventListener('message', ({ data }) => heard.push(data.subarray()))
    }
  }
  return heard
}
