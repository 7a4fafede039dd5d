/**
 * What ts-mls, as it is pinned, does where our guard does not let it. When one of these fails after an update, the list in
 * docs/adr/0013-send-groups.md is to be gone through again.
 */
import type { ClientState, Proposal } from 'ts-mls'
import { createGroup, joinGroup } from 'ts-mls/clientState.js'
import { createCommit } from 'ts-mls/createCommit.js'
import { emptyPskIndex } from 'ts-mls/pskIndex.js'
import { expect, test } from 'vitest'
import { configFor } from '../../electron/core/crypto/groups/mls.ts'
import { type OwnPackage, ownPublic } from '../../electron/core/crypto/groups/packages.ts'
import { lend, suite } from '../../electron/core/crypto/groups/suite.ts'
import { addOf, removeOf } from '../support/sendGroupAttacker.ts'
import { makeDevice, onePackage } from '../support/sendGroups.ts'

const names = Array.from({ length: 7 }, (_, at) => `device ${at}`)
const keysOf = (own: OwnPackage, signaturePrivateKey: Uint8Array) => ({
  initPrivateKey: own.initKey,
  hpkePrivateKey: own.leafKey,
  signaturePrivateKey
})

async function group() {
  const devices = names.map(makeDevice)
  const packages = await Promise.all(devices.map(onePackage))
  const [own] = packages
  const [first] = devices
  if (own === undefined || first === undefined) throw new Error('nobody')
  const keys = keysOf(own, lend(first.mls))
  const adds = packages.slice(1).map(one => addOf(ownPublic(one)))
  return { state: await createGroup(new Uint8Array(32), ownPublic(own), keys, [], suite, configFor(0)), packages, adds }
}

const commit = (state: ClientState, extraProposals: Proposal[] = []) =>
  createCommit({ state, cipherSuite: suite }, { extraProposals, ratchetTreeExtension: true })

test('it keeps every epoch where it was told to keep none', async () => {
  const { state, adds } = await group()
  let next = (await commit(state, adds)).newState
  for (let count = 0; count < 3; count++) next = (await commit(next)).newState
  expect(next.historicalReceiverData.size).toBe(4)
})

test('it welcomes two at once into a tree with a gap, which it then does not take', async () => {
  const { state, packages, adds } = await group()
  const begun = (await commit(state, adds.slice(0, 4))).newState
  const gap = (await commit(begun, [removeOf(2)])).newState
  const { welcome } = await commit(gap, adds.slice(4))
  const last = packages[6]
  if (welcome === undefined || last === undefined) throw new Error('nobody was welcomed')
  const joining = joinGroup(welcome, ownPublic(last), keysOf(last, new Uint8Array()), emptyPskIndex, suite)
  await expect(joining).rejects.toThrow('unmerged_leaves')
})

test('it takes one at a time, each behind a path, and all at once at the beginning', async () => {
  const { state, packages, adds } = await group()
  const begun = (await commit(state, adds.slice(0, 4))).newState
  const gap = (await commit(begun, [removeOf(2)])).newState
  const one = (await commit(gap, adds.slice(4, 5))).newState
  const { welcome } = await commit((await commit(one)).newState, adds.slice(5))
  const last = packages[6]
  if (welcome === undefined || last === undefined) throw new Error('nobody was welcomed')
  const joined = await joinGroup(welcome, ownPublic(last), keysOf(last, new Uint8Array()), emptyPskIndex, suite)
  expect(joined.groupContext.epoch).toBe(5n)
})
