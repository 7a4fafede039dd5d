/** What the network page and the command line ask about the network, of one network while it runs. */
import { ChatError, type ErrorCode } from '../../../../shared/errors.ts'
import type { DeviceId } from '../../../../shared/model.ts'
import type { DoctorReport, NetworkDetail, Probing } from '../../../../shared/networkModel.ts'
import { createDoctor } from '../doctor/doctor.ts'
import type { GatherComponents } from '../doctor/gather.ts'
import { guarded } from '../guarded.ts'
import type { Network } from '../ports.ts'
import type { Presence } from '../presence.ts'
import { networkDetail } from './detail.ts'
import { looksLikeCode, readPeerCode, writePeerCode } from './peerCode.ts'
import { createProbing } from './probing.ts'

const MOVED_MS = 2_000

export interface NetworkPageComponents extends Omit<GatherComponents, 'platform'> {
  network: Network
  presence: Presence
  /** The detail may have changed; `isNew` looks whether it has, and is only asked where somebody wants to know. */
  onMoved(isNew: () => boolean): void
  onProbing(so: Probing): void
  onReport(report: DoctorReport): void
  onFailed(err: unknown): void
}

export type NetworkPage = ReturnType<typeof createNetworkPage>

export function createNetworkPage(components: NetworkPageComponents) {
  const { network, presence, onMoved, onProbing, onFailed } = components
  const doctor = createDoctor({ ...components, platform: process.platform })
  const probing = createProbing({ network, presence, onProgress: onProbing, onFailed })
  let timer: NodeJS.Timeout | undefined
  let told = ''

  const detail = (): NetworkDetail => networkDetail(network.facts(), presence.list(), presence.accountOf)

  function isNew(): boolean {
    const now = JSON.stringify(detail())
    const before = told
    told = now
    return now !== before
  }

  return {
    detail,
    doctor: { run: doctor.run, note: doctor.note },
    probe: probing.run,
    stopProbe: probing.stop,
    code: (): { text: string } => ({ text: writePeerCode(network.deviceId, network.addresses()) }),
    /** Dials an address or whom a code names, and greets. Throws ChatError. */
    connect: (text: string): Promise<DeviceId> =>
      looksLikeCode(text) ? connectByCode(network, text) : network.connect(text),
    start(): void {
      timer = setInterval(
        guarded(onFailed, () => onMoved(isNew)),
        MOVED_MS
      )
    },
    stop(): void {
      clearInterval(timer)
      doctor.stop()
      probing.end()
    }
  }
}

// What is said where several addresses failed in different ways: what tells most comes first.
const TELLING: readonly ErrorCode[] = ['peer.self', 'peer.wrong', 'peer.refused', 'net.outside', 'peer.timeout']

/** Tries all addresses of a code at once; the first that is reached counts. */
async function connectByCode(network: Network, text: string): Promise<DeviceId> {
  const { peer, addresses } = readPeerCode(text)
  if (peer === network.deviceId) throw new ChatError('peer.self')
  if (addresses.length === 0) throw new ChatError('peer.code', 'the code has no address in it')
  try {
    return await Promise.any(addresses.map(address => network.connect(address)))
  } catch (err) {
    const failed = err instanceof AggregateError ? err.errors : [err]
    const codes = failed.map(one => (one instanceof ChatError ? one.code : 'internal'))
    throw new ChatError(TELLING.find(code => codes.includes(code)) ?? 'peer.timeout', undefined, { cause: err })
  }
}
