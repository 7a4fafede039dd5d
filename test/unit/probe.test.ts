/** A probe of a network: what is asked, how much at once, and when it ends. The network itself is in test/network. */
import { expect, test } from 'vitest'
import type { ProbeProgress } from '../../electron/core/chat/doctor/looking.ts'
import type { LanAddress } from '../../electron/core/node/interfaces.ts'
import { type ProbeInit, probe } from '../../electron/core/node/probe.ts'
import type { DialOutcome } from '../../shared/networkModel.ts'

const eth0: LanAddress = { name: 'eth0', address: '192.0.2.17', prefix: 24 }

function makeProbe(over: Partial<ProbeInit> & { outcome?: (host: string) => DialOutcome } = {}) {
  const { outcome = () => 'timeout', ...rest } = over
  const seen = { asked: [] as string[], listening: [] as string[], most: 0 }
  let under = 0
  const init: ProbeInit = {
    lans: () => [eth0],
    onlyThisLan: () => false,
    async reach({ host }) {
      seen.asked.push(host)
      seen.most = Math.max(seen.most, ++under)
      await new Promise(setImmediate)
      under--
      return outcome(host)
    },
    answered: () => {},
    async listening({ host, port }) {
      expect(port).toBe(47_100)
      seen.listening.push(host)
    },
    ...rest
  }
  const told: ProbeProgress[] = []
  const stop = new AbortController()
  const run = (cidr?: string) => probe(cidr, init, so => told.push(so), stop.signal)
  return { seen, told, stop, run }
}

test('every address but our own is asked, so many at once', async () => {
  const { seen, told, run } = makeProbe()
  await run('192.0.2.0/24')
  expect(seen.asked).toHaveLength(253)
  expect(new Set(seen.asked).size).toBe(253)
  expect(seen.asked).not.toContain('192.0.2.17')
  expect(seen.most).toBe(64)
  expect(told[0]).toEqual({ cidr: '192.0.2.0/24', done: 0, total: 253, answered: [] })
  expect(told.at(-1)).toEqual({ cidr: '192.0.2.0/24', done: 253, total: 253, answered: [] })
})

test('where something listens it is dialled, once', async () => {
  const { seen, told, run } = makeProbe({ outcome: host => (host === '192.0.2.3' ? 'reached' : 'refused') })
  await run('192.0.2.0/29')
  expect(seen.listening).toEqual(['192.0.2.3'])
  expect(told.at(-1)?.answered).toEqual(['192.0.2.3'])
})

test('told to stop, it ends without asking the rest', async () => {
  const { seen, stop, run } = makeProbe()
  const running = run('192.0.2.0/24')
  stop.abort()
  await running
  expect(seen.asked.length).toBeLessThanOrEqual(64)
})

test('without a network all IPv4 networks of this computer are asked, of a large one the part around here', async () => {
  const lans = [
    { name: 'eth0', address: '192.0.2.17', prefix: 28 },
    { name: 'eth0', address: '192.0.2.18', prefix: 28 },
    { name: 'wlan0', address: '198.18.77.1', prefix: 8 },
    { name: 'eth0', address: 'fd77::1', prefix: 64 }
  ]
  const { told, run } = makeProbe({ lans: () => lans })
  await run()
  expect(told.at(-1)).toMatchObject({ cidr: '192.0.2.16/28, 198.18.76.0/22', total: 12 + 1_021 })
})

test('on no network there is nobody to ask', async () => {
  const { told, run } = makeProbe({ lans: () => [] })
  await run()
  expect(told.at(-1)).toEqual({ cidr: '', done: 0, total: 0, answered: [] })
})

test.each(['10.0.0.0/19', '127.0.0.0/24', '224.0.0.0/24', '0.0.0.0/30', 'fd77::/64', 'here', '', '10.0.0.0/33'])(
  '%j is refused by name',
  async cidr => {
    await expect(makeProbe().run(cidr)).rejects.toMatchObject({ code: 'net.cidr' })
  }
)

test('4,096 addresses may be asked, and no more', async () => {
  const { seen, run } = makeProbe()
  await run('198.18.0.0/20')
  expect(seen.asked).toHaveLength(4_094)
})

test('with "only this LAN" no other network is asked', async () => {
  const { run } = makeProbe({ onlyThisLan: () => true })
  await expect(run('198.18.0.0/24')).rejects.toMatchObject({ code: 'net.outside' })
  await expect(run('192.0.0.0/20')).rejects.toMatchObject({ code: 'net.outside' })
  await run('192.0.2.0/25')
})
