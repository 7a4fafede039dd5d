/** The network of Earshot over libp2p: composition of its parts, and the port that the chat sees. */
import type { ComponentLogger, Connection, Logger } from '@libp2p/interface'
import { defaultLogger } from '@libp2p/logger'
import { peerIdFromPrivateKey, peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'
import { generateKeyPairFromSeed, publicKeyFromRaw } from '@libp2p/crypto/keys'
import { multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../shared/model.ts'
import type { Introduction, Network, NetworkEvents, NetworkStatus, Receipt, Verdict } from '../chat/ports.ts'
