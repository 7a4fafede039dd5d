/** Answers "Why can't I hear …": looks around within ten seconds, and says what it has on the way. */
import { ChatError } from '../../../../shared/errors.ts'
import type { AccountId } from '../../../../shared/model.ts'
import type { DoctorReport } from '../../../../shared/networkModel.ts'
import { diagnose } from './diagnose.ts'
import type { Findings } from './findings.ts'
import { type GatherComponents, gather } from './gather.ts'

export const DEADLINE_MS = 10_000
/** Looks under way at once, and reports kept for a note. */
const MAX_RUNS = 4
const MAX_REPORTS = 16

export interface DoctorComponents extends GatherComponents {
  /** There is more, or it is done. */
  onReport(report: DoctorReport): void
  deadlineMs?: number
}

export function createDoctor(components: DoctorComponents) {
  const { presence, now, onReport, deadlineMs = DEADLINE_MS } = components
  const running = new Map<AccountId | undefined, Promise<DoctorReport>>()
  const reports = new Map<AccountId | undefined, DoctorReport>()
  const stopped = new AbortController()

  function keep(account: AccountId | undefined, report: DoctorReport): DoctorReport {
    reports.delete(account)
    reports.set(account, report)
    const [oldest] = reports.keys()
    if (reports.size > MAX_REPORTS) reports.delete(oldest)
    if (!stopped.signal.aborted) onReport(report)
    return report
  }

  async function look(account: AccountId | undefined): Promise<DoctorReport> {
    const at = now()
    const report = (findings: Findings, isRunning: boolean): DoctorReport => ({
      at,
      account: account ?? null,
      running: isRunning,
      ...diagnose(findings)
    })
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(deadlineMs)])
    const findings = await gather(components, account, so => void keep(account, report(so, true)), signal)
    return keep(account, report(findings, false))
  }

  /** Throws ChatError not-found, busy. Who asks while it looks gets the same answer. */
  function run(account?: AccountId): Promise<DoctorReport> {
    const under = running.get(account)
    if (under !== undefined) return under
    if (running.size >= MAX_RUNS) throw new ChatError('busy')
    if (account !== undefined && !presence.list().some(person => person.account === account))
      throw new ChatError('not-found', 'nobody here has this account')
    const looking = look(account).finally(() => running.delete(account))
    running.set(account, looking)
    return looking
  }

  return {
    run,
    /** The last report on this person, or everybody, as a text to hand over by other means. Looks first where it has not yet. */
    async note(account?: AccountId): Promise<{ text: string }> {
      const last = reports.get(account)
      const report = last === undefined || last.running ? await run(account) : last
      const { writeNote } = await import('./note.ts') // the words are only loaded by who needs them
      const name = presence.list().find(person => person.account === account)?.name
      return { text: writeNote(report, name) }
    },
    stop: (): void => stopped.abort()
  }
}
