/** The network of the scripted core: its page, a doctor that finds what it was told to, a probe that goes by steps. */
import { ChatError } from '../../shared/errors.ts'
import type { Person } from '../../shared/model.ts'
import type { DoctorReport, NetworkDetail, Probing } from '../../shared/networkModel.ts'
import codes from '../vectors/codes.json' with { type: 'json' }
import { reportOf } from './doctorCases.ts'
import type { FakeState, Some, Tell } from './fakeState.ts'
import { dependentsOf, detailOf } from './networkScript.ts'
import { me } from './scenarios.ts'

/** What the scripted computer gives others to reach it by. */
export const CODE = codes.whole[1]?.code ?? ''
/** Whom this code leads to comes within earshot. */
export const THEIR_CODE = codes.whole[2]?.code ?? ''

export interface FakeNetwork {
  /** Changes what the network page shows, and tells it. */
  detail(change: Partial<NetworkDetail>): void
  /** Tells how far the doctor has come. */
  looking(report: DoctorReport): void
  /** How far a running probe has come; at its end, or stopped, it answers. */
  probed(change: Partial<Probing>): void
}

export function detailNow(state: FakeState): NetworkDetail {
  const detail = detailOf(state.people)
  const ruled = detail.interfaces.map(lan => {
    const rule = state.settings.interfaces[lan.name]
    return rule === undefined || lan.fixed ? lan : { ...lan, rule, used: rule === 'use' }
  })
  return { ...detail, interfaces: state.network.online ? ruled : [], ...state.detail }
}

export function networkHandlers(state: FakeState, tell: Tell): Some<'network' | 'doctor'> {
  return {
    'network.state': () => state.network,
    'network.detail': () => detailNow(state),
    'network.code': () => ({ text: CODE }),
    'network.dependents': () => dependentsOf(state.people),
    'network.stopProbe'() {
      state.probe?.end({ ...state.probe.now, running: false })
    },
    'network.probe': ({ cidr }) => probe(state, tell, cidr ?? '10.20.4.0/22'),
    'doctor.run': async ({ account }) => {
      const report = await state.doctor(reportOf(state.doctorCase, account ?? null, state.people))
      tell('doctor.changed', report)
      return report
    },
    'doctor.note': ({ account }) => ({
      text: `Earshot cannot reach ${nameOf(state.people, account)} from ${me.deviceName}.`
    })
  }
}

const nameOf = (people: readonly Person[], account: string | undefined): string =>
  people.find(person => person.account === account)?.name ?? 'anybody'

/** Stays open until a test, or whoever stops it, ends it. */
function probe(state: FakeState, tell: Tell, cidr: string): Promise<Probing> {
  if (!/^[\d.]+\/\d+$/.test(cidr)) throw new ChatError('net.cidr')
  return new Promise(resolve => {
    const now: Probing = { cidr, done: 0, total: 1_022, found: [], running: true }
    const end = (last: Probing): void => {
      state.probe = undefined
      tell('network.probing', last)
      resolve(last)
    }
    state.probe = { now, end }
    tell('network.probing', now)
  })
}

export function networkHappenings(state: FakeState, tell: Tell): FakeNetwork {
  return {
    detail(change) {
      state.detail = { ...state.detail, ...change }
      tell('network.moved', {})
    },
    looking: report => tell('doctor.changed', report),
    probed(change) {
      if (state.probe === undefined) throw new Error('no probe is running')
      const now = { ...state.probe.now, ...change }
      state.probe.now = now
      if (now.running) tell('network.probing', now)
      else state.probe.end(now)
    }
  }
}
