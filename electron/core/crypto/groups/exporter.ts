/** Secrets that an epoch gives away for use outside: for imports into other send groups, and for whatever else the room needs. */
import type { ClientState, PskIndex } from 'ts-mls'
import { makePskIndex } from 'ts-mls/clientState.js'
import { mlsExporter } from 'ts-mls/keySchedule.js'
import { bytesToBase64 } from 'ts-mls/util/byteArray.js'
import { membersOf } from './mls.ts'
import { epochId } from './position.ts'
import { type GroupState, unpack } from './state.ts'
import { suite } from './suite.ts'

const IMPORT = 'earshot/import/1'
const SECRET_BYTES = 32

/** What a member of an epoch can import into its own group, and who else could. */
export interface EpochShare {
  /** Group id || epoch, 40 bytes. */
  id: Uint8Array
  /** Secret. */
  secret: Uint8Array
  /** Device keys of that epoch's members, the owner's first. */
  members: Uint8Array[]
}

export async function shareOf(mls: ClientState): Promise<EpochShare> {
  const { groupContext, keySchedule } = mls
  return {
    id: epochId(groupContext.groupId, groupContext.epoch),
    secret: await mlsExporter(keySchedule.exporterSecret, IMPORT, new Uint8Array(), SECRET_BYTES, suite),
    members: membersOf(mls)
  }
}

/** Exporters by their ids, as ts-mls looks them up. */
export const indexOf = (shares: readonly Pick<EpochShare, 'id' | 'secret'>[]): PskIndex =>
  makePskIndex(undefined, Object.fromEntries(shares.map(({ id, secret }) => [bytesToBase64(id), secret])))

/** MLS-Exporter of the current epoch. Labels begin with 'earshot/'. */
export async function exportFrom(
  state: GroupState,
  label: string,
  context: Uint8Array,
  bytes: number
): Promise<Uint8Array> {
  const { mls, close } = unpack(state, false)
  try {
    return await mlsExporter(mls.keySchedule.exporterSecret, label, context, bytes, suite)
  } finally {
    close()
  }
}

/** Device keys of the members, the owner's first. */
export function membersIn(state: GroupState): Uint8Array[] {
  const { mls, close } = unpack(state, true)
  try {
    return membersOf(mls)
  } finally {
    close()
  }
}
