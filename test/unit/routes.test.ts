/** What a VPN takes, read from where the system would send from. */
import { expect, test } from 'vitest'
import { askPermission } from '../../electron/core/node/permission.ts'
import { readRoutes } from '../../electron/core/node/routes.ts'

const eth0 = { name: 'eth0', address: '10.20.4.17', prefix: 22 }
const tun0 = { name: 'tun0', address: '10.8.0.2', prefix: 24 }
const local6 = { name: 'eth0', address: 'fe80::17', prefix: 64 }

const routes = (wayTo: (host: string) => string | undefined) =>
  readRoutes([eth0, tun0, local6], async host => wayTo(host))
const isLocal = (host: string): boolean => host.startsWith('10.20.4.')

test('a network without a router leads nowhere else', async () => {
  expect(
    await routes(host => (isLocal(host) ? eth0.address : host.startsWith('10.8.') ? tun0.address : undefined))
  ).toEqual({
    multicast: null,
    elsewhere: [],
    caught: []
  })
})

test('what takes half of the internet is named, and what takes multicast', async () => {
  const half = (host: string): string =>
    isLocal(host) ? eth0.address : Number(host.split('.')[0]) < 128 ? tun0.address : eth0.address
  expect(await routes(half)).toEqual({ multicast: 'eth0', elsewhere: ['tun0', 'eth0'], caught: [] })
  expect((await routes(host => (host.startsWith('224.') ? tun0.address : eth0.address))).multicast).toBe('tun0')
})

test('a network whose packets leave by something that is not on it is caught', async () => {
  expect((await routes(() => tun0.address)).caught).toEqual([{ network: 'eth0', by: 'tun0' }])
})

test('two interfaces on one network do not catch each other', async () => {
  const wlan0 = { name: 'wlan0', address: '10.20.4.99', prefix: 22 }
  expect((await readRoutes([eth0, wlan0], async () => eth0.address)).caught).toEqual([])
})

test('the system is asked without a packet being sent', async () => {
  const { multicast, elsewhere, caught } = await readRoutes([{ name: 'lo', address: '127.0.0.1', prefix: 8 }])
  expect([caught, Array.isArray(elsewhere), multicast === null || multicast === 'lo']).toEqual([[], true, true])
})

test('macOS denies what seems to have no way; elsewhere nobody is asked', async () => {
  const ask = (code: string | undefined, platform: NodeJS.Platform = 'darwin') =>
    askPermission([eth0, local6], platform, async () => code)
  expect(await ask(undefined)).toBe('granted')
  expect(await ask('EHOSTUNREACH')).toBe('denied')
  expect(await ask('ENETDOWN')).toBeNull()
  expect(await ask('EHOSTUNREACH', 'linux')).toBeNull()
  expect(await askPermission([], 'darwin')).toBeNull()
})
