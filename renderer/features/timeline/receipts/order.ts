/** In which order the receipts of a message are shown. Pure. */
import type { MemberReceipt } from '../../../../shared/model.ts'

const RANK: Record<MemberReceipt['state'], number> = { read: 0, held: 1, waiting: 2 }
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Those who have read it, those who have it, the others; in each the first to do so first, then the near ones, then by name. */
export const inOrder = (receipts: readonly MemberReceipt[]): MemberReceipt[] =>
  receipts.toSorted(
    (a, b) =>
      RANK[a.state] - RANK[b.state] ||
      (a.at ?? Number.MAX_SAFE_INTEGER) - (b.at ?? Number.MAX_SAFE_INTEGER) ||
      Number(b.near) - Number(a.near) ||
      collator.compare(a.person.name, b.person.name)
  )
