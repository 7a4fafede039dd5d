/** ts-mls as it is pinned, over our own cipher suite, against the interop vectors of RFC 9420. */
import type { GroupContext, RatchetTree } from 'ts-mls'
import { decodeAuthenticatedContent } from 'ts-mls/authenticatedContent.js'
import { joinGroup, makePskIndex } from 'ts-mls/clientState.js'
import { decodeCommit, encodeCommit } from 'ts-mls/commit.js'
import { applyUpdatePathSecret } from 'ts-mls/createCommit.js'
import { refhash } from 'ts-mls/crypto/hash.js'
import { decryptWithLabel, encryptWithLabel } from 'ts-mls/crypto/hpke.js'
import { deriveSecret, deriveTreeSecret, expandWithLabel } from 'ts-mls/crypto/kdf.js'
import { signWithLabel, verifyWithLabel } from 'ts-mls/crypto/signature.js'
import { encodeGroupContext } from 'ts-mls/groupContext.js'
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js'
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js'
import { initializeEpoch, mlsExporter } from 'ts-mls/keySchedule.js'
import { verifyLeafNodeSignature } from 'ts-mls/leafNode.js'
import { decodeMlsMessage } from 'ts-mls/message.js'
import { protectApplicationData, unprotectPrivateMessage } from 'ts-mls/messageProtection.js'
import { verifyParentHashes } from 'ts-mls/parentHash.js'
import { getCommitSecret } from 'ts-mls/pathSecrets.js'
import { computePskSecret } from 'ts-mls/presharedkey.js'
import { toPrivateKeyPath } from 'ts-mls/privateKeyPath.js'
import { processPrivateMessage, processPublicMessage } from 'ts-mls/processMessages.js'
import { decodeProposal, encodeProposal } from 'ts-mls/proposal.js'
import {
  addLeafNode,
  decodeRatchetTree,
  encodeRatchetTree,
  removeLeafNode,
  resolution,
  updateLeafNode
} from 'ts-mls/ratchetTree.js'
import { createSecretTree, deriveKey, deriveNonce, ratchetUntil } from 'ts-mls/secretTree.js'
import { expandSenderDataKey, expandSenderDataNonce } from 'ts-mls/sender.js'
import { createConfirmedHash, createInterimHash } from 'ts-mls/transcriptHash.js'
import { treeHash, treeHashRoot } from 'ts-mls/treeHash.js'
import { leafToNodeIndex, nodeToLeafIndex, toLeafIndex, toNodeIndex } from 'ts-mls/treemath.js'
import { applyUpdatePath, decodeUpdatePath } from 'ts-mls/updatePath.js'
import { bytesToBase64 } from 'ts-mls/util/byteArray.js'
import { decryptGroupInfo, decryptGroupSecrets } from 'ts-mls/welcome.js'
import { describe, expect, test } from 'vitest'
import { fromHex as hex, toHex } from '../../electron/core/crypto/bytes.ts'
import { publicOf } from '../../electron/core/crypto/groups/hpke.ts'
import { SUITE_NAME, suite } from '../../electron/core/crypto/groups/suite.ts'
import vectors from '../vectors/mls/rfc9420.json' with { type: 'json' }

const KEEP_ALL = { retainKeysForGenerations: 10, retainKeysForEpochs: 4, maximumForwardRatchetSteps: 200 }

function first<T>(decoded: readonly [T, number] | undefined): T {
  if (decoded === undefined) throw new Error('does not decode')
  return decoded[0]
}

const message = (bytes: string) => first(decodeMlsMessage(hex(bytes), 0))

const contextOf = (data: {
  group_id: string
  epoch: number
  tree_hash: string
  confirmed_transcript_hash: string
}): GroupContext => ({
  version: 'mls10',
  cipherSuite: SUITE_NAME,
  groupId: hex(data.group_id),
  epoch: BigInt(data.epoch),
  treeHash: hex(data.tree_hash),
  confirmedTranscriptHash: hex(data.confirmed_transcript_hash),
  extensions: []
})

describe('RFC 9420, cipher suite 1', () => {
  test.each(vectors.crypto_basics)('crypto basics', async v => {
    expect(toHex(await refhash(v.ref_hash.label, hex(v.ref_hash.value), suite.hash))).toBe(v.ref_hash.out)
    expect(toHex(await deriveSecret(hex(v.derive_secret.secret), v.derive_secret.label, suite.kdf))).toBe(
      v.derive_secret.out
    )
    const tree = v.derive_tree_secret
    expect(toHex(await deriveTreeSecret(hex(tree.secret), tree.label, tree.generation, tree.length, suite.kdf))).toBe(
      tree.out
    )
    const wide = v.expand_with_label
    expect(toHex(await expandWithLabel(hex(wide.secret), wide.label, hex(wide.context), wide.length, suite.kdf))).toBe(
      wide.out
    )
    const sign = v.sign_with_label
    const holds = (signature: Uint8Array) =>
      verifyWithLabel(hex(sign.pub), sign.label, hex(sign.content), signature, suite.signature)
    expect(await holds(hex(sign.signature))).toBe(true)
    expect(await holds(await signWithLabel(hex(sign.priv), sign.label, hex(sign.content), suite.signature))).toBe(true)
    const box = v.encrypt_with_label
    const key = await suite.hpke.importPrivateKey(hex(box.priv))
    const open = (enc: Uint8Array, ct: Uint8Array) =>
      decryptWithLabel(key, box.label, hex(box.context), enc, ct, suite.hpke).then(toHex)
    expect(await open(hex(box.kem_output), hex(box.ciphertext))).toBe(box.plaintext)
    const recipient = await suite.hpke.importPublicKey(hex(box.pub))
    const sealed = await encryptWithLabel(recipient, box.label, hex(box.context), hex(box.plaintext), suite.hpke)
    expect(await open(sealed.enc, sealed.ct)).toBe(box.plaintext)
  })

  test.each(vectors.key_schedule)('key schedule', async v => {
    let initSecret = hex(v.initial_init_secret)
    for (const [index, epoch] of v.epochs.entries()) {
      const context = contextOf({ ...epoch, group_id: v.group_id, epoch: index })
      expect(toHex(encodeGroupContext(context))).toBe(epoch.group_context)
      const made = await initializeEpoch(
        initSecret,
        hex(epoch.commit_secret),
        context,
        hex(epoch.psk_secret),
        suite.kdf
      )
      const { keySchedule } = made
      expect({
        joiner: toHex(made.joinerSecret),
        welcome: toHex(made.welcomeSecret),
        encryption: toHex(made.encryptionSecret),
        init: toHex(keySchedule.initSecret),
        sender: toHex(keySchedule.senderDataSecret),
        exporter: toHex(keySchedule.exporterSecret),
        confirm: toHex(keySchedule.confirmationKey),
        membership: toHex(keySchedule.membershipKey),
        resumption: toHex(keySchedule.resumptionPsk),
        authenticator: toHex(keySchedule.epochAuthenticator)
      }).toStrictEqual({
        joiner: epoch.joiner_secret,
        welcome: epoch.welcome_secret,
        encryption: epoch.encryption_secret,
        init: epoch.init_secret,
        sender: epoch.sender_data_secret,
        exporter: epoch.exporter_secret,
        confirm: epoch.confirmation_key,
        membership: epoch.membership_key,
        resumption: epoch.resumption_psk,
        authenticator: epoch.epoch_authenticator
      })
      const { publicKey } = await suite.hpke.deriveKeyPair(hex(epoch.external_secret))
      expect(toHex(await suite.hpke.exportPublicKey(publicKey))).toBe(epoch.external_pub)
      const { label, context: about, length, secret } = epoch.exporter
      expect(toHex(await mlsExporter(keySchedule.exporterSecret, label, hex(about), length, suite))).toBe(secret)
      initSecret = keySchedule.initSecret
    }
  })

  test.each(vectors.message_protection)('message protection', async v => {
    const context = contextOf(v)
    const leaf = {
      leafNodeSource: 'commit' as const,
      hpkePublicKey: new Uint8Array(),
      signaturePublicKey: hex(v.signature_pub),
      capabilities: { versions: [], ciphersuites: [], extensions: [], proposals: [], credentials: [] },
      parentHash: new Uint8Array(),
      extensions: [],
      signature: new Uint8Array(),
      credential: { credentialType: 'basic' as const, identity: new Uint8Array() }
    }
    const tree: RatchetTree = [undefined, undefined, { nodeType: 'leaf', leaf }]
    const open = async (bytes: string | Awaited<ReturnType<typeof protectApplicationData>>['privateMessage']) => {
      const read = typeof bytes === 'string' ? message(bytes) : undefined
      const privateMessage = read?.wireformat === 'mls_private_message' ? read.privateMessage : bytes
      if (typeof privateMessage === 'string') throw new Error('no private message')
      const secrets = await createSecretTree(2, hex(v.encryption_secret), suite.kdf)
      const opened = await unprotectPrivateMessage(
        hex(v.sender_data_secret),
        privateMessage,
        secrets,
        tree,
        context,
        KEEP_ALL,
        suite
      )
      return opened.content.content
    }
    const application = await open(v.application_priv)
    expect('applicationData' in application && toHex(application.applicationData)).toBe(v.application)
    const proposal = await open(v.proposal_priv)
    expect('proposal' in proposal && toHex(encodeProposal(proposal.proposal))).toBe(v.proposal)
    const commit = await open(v.commit_priv)
    expect('commit' in commit && toHex(encodeCommit(commit.commit))).toBe(v.commit)
    expect(first(decodeCommit(hex(v.commit), 0))).toBeDefined()
    const own = await protectApplicationData(
      hex(v.signature_priv),
      hex(v.sender_data_secret),
      hex(v.application),
      new Uint8Array(),
      context,
      await createSecretTree(2, hex(v.encryption_secret), suite.kdf),
      1,
      { kind: 'padUntilLength', padUntilLength: 256 },
      suite
    )
    const read = await open(own.privateMessage)
    expect('applicationData' in read && toHex(read.applicationData)).toBe(v.application)
  })

  test.each(vectors.psk_secret)('psk secret %#', async v => {
    const psks = v.psks.map(
      psk =>
        [{ psktype: 'external', pskId: hex(psk.psk_id), pskNonce: hex(psk.psk_nonce) }, hex(psk.psk)] as [
          { psktype: 'external'; pskId: Uint8Array; pskNonce: Uint8Array },
          Uint8Array
        ]
    )
    expect(toHex(await computePskSecret(psks, suite))).toBe(v.psk_secret)
  })

  test.each(vectors.secret_tree)('secret tree %#', async v => {
    const { sender_data_secret, ciphertext, key, nonce } = v.sender_data
    expect(toHex(await expandSenderDataKey(suite, hex(sender_data_secret), hex(ciphertext)))).toBe(key)
    expect(toHex(await expandSenderDataNonce(suite, hex(sender_data_secret), hex(ciphertext)))).toBe(nonce)
    const tree = await createSecretTree(v.leaves.length, hex(v.encryption_secret), suite.kdf)
    for (const [index, leaf] of v.leaves.entries()) {
      const node = tree[leafToNodeIndex(toLeafIndex(index))]
      if (node === undefined) throw new Error('no such leaf')
      for (const at of leaf) {
        const [application] = await ratchetUntil(node.application, at.generation, KEEP_ALL, suite.kdf)
        const [handshake] = await ratchetUntil(node.handshake, at.generation, KEEP_ALL, suite.kdf)
        expect(toHex(await deriveKey(application.secret, at.generation, suite))).toBe(at.application_key)
        expect(toHex(await deriveNonce(application.secret, at.generation, suite))).toBe(at.application_nonce)
        expect(toHex(await deriveKey(handshake.secret, at.generation, suite))).toBe(at.handshake_key)
        expect(toHex(await deriveNonce(handshake.secret, at.generation, suite))).toBe(at.handshake_nonce)
      }
    }
  })

  test.each(vectors.transcript_hashes)('transcript hashes', async v => {
    const { wireformat, content, auth } = first(decodeAuthenticatedContent(hex(v.authenticated_content), 0))
    if (content.contentType !== 'commit' || auth.contentType !== 'commit') throw new Error('no commit')
    const input = { wireformat, content, signature: auth.signature }
    const confirmed = await createConfirmedHash(hex(v.interim_transcript_hash_before), input, suite.hash)
    expect(toHex(confirmed)).toBe(v.confirmed_transcript_hash_after)
    expect(await suite.hash.verifyMac(hex(v.confirmation_key), auth.confirmationTag, confirmed)).toBe(true)
    expect(toHex(await createInterimHash(confirmed, auth.confirmationTag, suite.hash))).toBe(
      v.interim_transcript_hash_after
    )
  })

  test.each(vectors.tree_operations)('tree operations %#', async v => {
    const before = first(decodeRatchetTree(hex(v.tree_before), 0))
    expect(toHex(await treeHashRoot(before, suite.hash))).toBe(v.tree_hash_before)
    const proposal = first(decodeProposal(hex(v.proposal), 0))
    let after: RatchetTree | undefined
    if ('add' in proposal) [after] = addLeafNode(before, proposal.add.keyPackage.leafNode)
    if ('remove' in proposal) after = removeLeafNode(before, toLeafIndex(proposal.remove.removed))
    if ('update' in proposal) after = updateLeafNode(before, proposal.update.leafNode, toLeafIndex(v.proposal_sender))
    expect(after && toHex(encodeRatchetTree(after))).toBe(v.tree_after)
    expect(after && toHex(await treeHashRoot(after, suite.hash))).toBe(v.tree_hash_after)
  })

  test.each(vectors.tree_validation)('tree validation %#', async v => {
    const tree = first(decodeRatchetTree(hex(v.tree), 0))
    for (const [index, said] of v.tree_hashes.entries())
      expect(toHex(await treeHash(tree, toNodeIndex(index), suite.hash))).toBe(said)
    for (const [index, said] of v.resolutions.entries())
      expect(resolution(tree, toNodeIndex(index))).toStrictEqual(said)
    expect(await verifyParentHashes(tree, suite.hash)).toBe(true)
    for (const [index, node] of tree.entries()) {
      if (node?.nodeType !== 'leaf') continue
      const leaf = nodeToLeafIndex(toNodeIndex(index))
      expect(await verifyLeafNodeSignature(node.leaf, hex(v.group_id), leaf, suite.signature)).toBe(true)
    }
  })

  test.each(vectors.treekem)('TreeKEM %#', async v => {
    const tree = first(decodeRatchetTree(hex(v.ratchet_tree), 0))
    for (const said of v.update_paths) {
      const path = first(decodeUpdatePath(hex(said.update_path), 0))
      const after = await applyUpdatePath(tree, toLeafIndex(said.sender), path, suite.hash)
      const after_hash = await treeHashRoot(after, suite.hash)
      expect(toHex(after_hash)).toBe(said.tree_hash_after)
      const context = { ...contextOf({ ...v, tree_hash: '' }), treeHash: after_hash }
      for (const leaf of v.leaves_private) {
        if (leaf.index === said.sender) continue
        const secrets = Object.fromEntries(leaf.path_secrets.map(({ node, path_secret }) => [node, hex(path_secret)]))
        const keys = await toPrivateKeyPath(secrets, leaf.index, suite)
        const own = leafToNodeIndex(toLeafIndex(leaf.index))
        const all = { ...keys, privateKeys: { ...keys.privateKeys, [own]: hex(leaf.encryption_priv) } }
        const found = await applyUpdatePathSecret(tree, all, toLeafIndex(said.sender), context, path, [], suite)
        expect(toHex(found.pathSecret)).toBe(said.path_secrets[leaf.index])
        expect(toHex(await getCommitSecret(tree, found.nodeIndex, found.pathSecret, suite.kdf))).toBe(
          said.commit_secret
        )
      }
    }
  })

  test.each(vectors.welcome)('welcome', async v => {
    const read = message(v.welcome)
    const keyPackage = message(v.key_package)
    if (read.wireformat !== 'mls_welcome' || keyPackage.wireformat !== 'mls_key_package')
      throw new Error('not a welcome')
    const ref = await makeKeyPackageRef(keyPackage.keyPackage, suite.hash)
    const key = await suite.hpke.importPrivateKey(hex(v.init_priv))
    const secrets = await decryptGroupSecrets(key, ref, read.welcome, suite.hpke)
    if (secrets === undefined) throw new Error('no secrets')
    const none = new Uint8Array(suite.kdf.size)
    const info = await decryptGroupInfo(read.welcome, secrets.joinerSecret, none, suite)
    if (info === undefined) throw new Error('no group info')
    expect(await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, none, suite)).toBe(true)
    expect(await verifyGroupInfoSignature(info, hex(v.signer_pub), suite.signature)).toBe(true)
  })

  test.each(vectors.passive_client)('a client that only follows %#', { timeout: 60_000 }, async v => {
    const keyPackage = message(v.key_package)
    const welcome = message(v.welcome)
    if (welcome.wireformat !== 'mls_welcome' || keyPackage.wireformat !== 'mls_key_package')
      throw new Error('not these')
    expect(publicOf(hex(v.init_priv))).toStrictEqual(keyPackage.keyPackage.initKey)
    const privateKeys = {
      hpkePrivateKey: hex(v.encryption_priv),
      initPrivateKey: hex(v.init_priv),
      signaturePrivateKey: hex(v.signature_priv)
    }
    const tree = v.ratchet_tree === null ? undefined : first(decodeRatchetTree(hex(v.ratchet_tree), 0))
    const psks = Object.fromEntries(v.external_psks.map(({ psk_id, psk }) => [bytesToBase64(hex(psk_id)), hex(psk)]))
    const none = makePskIndex(undefined, psks)
    let state = await joinGroup(welcome.welcome, keyPackage.keyPackage, privateKeys, none, suite, tree)
    expect(toHex(state.keySchedule.epochAuthenticator)).toBe(v.initial_epoch_authenticator)
    for (const epoch of v.epochs) {
      for (const bytes of [...epoch.proposals, epoch.commit]) {
        const read = message(bytes)
        const index = makePskIndex(state, psks)
        if (read.wireformat === 'mls_private_message')
          state = (await processPrivateMessage(state, read.privateMessage, index, suite)).newState
        else if (read.wireformat === 'mls_public_message')
          state = (await processPublicMessage(state, read.publicMessage, index, suite)).newState
        else throw new Error('neither proposal nor commit')
      }
      expect(toHex(state.keySchedule.epochAuthenticator)).toBe(epoch.epoch_authenticator)
    }
  })
})
