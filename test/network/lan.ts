/**
 * A LAN on one machine: hosts with addresses of their own, made of network namespaces on a bridge that is in a namespace of
 * its own, so that nothing of it touches the machine's network. No host has a default route. Needs root and iproute2.
 */

import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { roomForNeighbours } from './neighbours.ts'

const run = promisify(execFile)

/** The addresses of a host's eth0, with their prefixes. A link-local IPv6 address comes by itself. */
export type Addressing = (host: number) => string[]
export const IPV4: Addressing = host => [`10.77.0.${host}/24`]
export const IPV6: Addressing = host => [`fd77::${host}/64`]
export const LINK_LOCAL: Addressing = () => []

let lans = 0

export class Lan {
  readonly #prefix = `ear${process.pid}x${++lans}`
  readonly #hosts = new Set<number>()
  readonly #processes = new Set<ChildProcess>()
  #forgetNeighbours = async (): Promise<void> => {}

  /** Brings up hosts 1 to `count`, with addresses 10.77.0.1 and on unless told. Fails where it may not, rather than pretend. */
  static async up(count: number, addressing: Addressing = IPV4): Promise<Lan> {
    if (process.getuid?.() !== 0) throw new Error('network tests need root: they make network namespaces')
    await run('ip', ['-V']).catch(err => {
      throw new Error('network tests need iproute2 (the ip command)', { cause: err })
    })
    await sweep()
    const lan = new Lan()
    try {
      lan.#forgetNeighbours = await roomForNeighbours(count)
      await lan.#makeSwitch()
      for (let host = 1; host <= count; host++) await lan.#makeHost(host, addressing(host))
      return lan
    } catch (err) {
      await lan.down()
      throw err
    }
  }

  /** Runs a program of Node on a host. Each line that it prints is handed over. */
  start(host: number, args: string[], onLine: (line: string) => void): ChildProcess {
    const child = spawn('ip', [...this.inside(host).slice(1), process.execPath, ...args], {
      stdio: ['pipe', 'pipe', 'inherit']
    })
    this.#processes.add(child)
    child.once('exit', () => this.#processes.delete(child))
    createInterface({ input: child.stdout }).on('line', onLine)
    return child
  }

  /** What to put before a command so that it runs on a host, or on the switch that they are plugged into. */
  inside(host: number | 'sw'): string[] {
    return ['ip', 'netns', 'exec', this.#name(host)]
  }

  /** Puts hosts on a switch of their own: they hear each other, and nobody else. */
  async split(hosts: number[]): Promise<void> {
    for (const host of hosts) await this.#switch(['link', 'set', `p${host}`, 'master', 'br1'])
  }

  async join(hosts: number[]): Promise<void> {
    for (const host of hosts) await this.#switch(['link', 'set', `p${host}`, 'master', 'br0'])
  }

  /** Takes a host's interface down, or brings it up again. */
  async link(host: number, state: 'up' | 'down', name = 'eth0'): Promise<void> {
    await this.#ip(host, ['link', 'set', name, state])
  }

  /** Plugs one more interface of a host into a switch: br0 is the first network, br2 and br3 are others. */
  async plug(host: number, name: string, bridge: 'br0' | 'br2' | 'br3', addresses: string[]): Promise<void> {
    const port = `${name}p${host}`
    await this.#switch(['link', 'add', port, 'type', 'veth', 'peer', 'name', name, 'netns', this.#name(host)])
    await this.#switch(['link', 'set', port, 'master', bridge, 'up'])
    await this.#ip(host, ['link', 'set', name, 'up'])
    for (const address of addresses) await this.address(host, 'add', address, name)
  }

  async unplug(host: number, name: string): Promise<void> {
    await this.#ip(host, ['link', 'del', name])
  }

  async address(host: number, change: 'add' | 'del', address: string, name = 'eth0'): Promise<void> {
    const more = change === 'add' && !address.includes(':') ? ['brd', '+'] : []
    await this.#ip(host, ['addr', change, address, ...more, 'dev', name])
  }

  /** Takes IPv6 away from a host, as if its system had none. */
  async withoutIPv6(host: number): Promise<void> {
    await run('ip', [...this.inside(host).slice(1), 'sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1'])
  }

  /** Keeps hosts from each other, as an access point does with its guests: they hear everybody else only. */
  async isolate(hosts: number[], state: 'on' | 'off'): Promise<void> {
    for (const host of hosts) await this.#switch(['link', 'set', `p${host}`, 'type', 'bridge_slave', 'isolated', state])
  }

  /** Runs a command on a host. */
  async run(host: number, command: string, ...args: string[]): Promise<void> {
    await run('ip', [...this.inside(host).slice(1), command, ...args])
  }

  /** Gives a host a default route, which stock multicast needs. */
  async route(host: number): Promise<void> {
    await this.#ip(host, ['route', 'add', 'default', 'dev', 'eth0'])
  }

  /** Ends what runs on it and removes every trace. */
  async down(): Promise<void> {
    const ended = [...this.#processes].map(child => once(child, 'exit'))
    for (const child of this.#processes) child.kill('SIGKILL')
    await Promise.all(ended)
    const names = [...this.#hosts].map(host => this.#name(host))
    for (const name of [...names, this.#name('sw')]) await run('ip', ['netns', 'del', name]).catch(() => {})
    this.#hosts.clear()
    await this.#forgetNeighbours()
  }

  #name(host: number | 'sw'): string {
    return `${this.#prefix}${host === 'sw' ? host : `h${host}`}`
  }

  #switch(args: string[]): Promise<unknown> {
    return run('ip', ['-n', this.#name('sw'), ...args])
  }

  #ip(host: number, args: string[]): Promise<unknown> {
    return run('ip', ['-n', this.#name(host), ...args])
  }

  async #makeSwitch(): Promise<void> {
    await run('ip', ['netns', 'add', this.#name('sw')])
    for (const bridge of ['br0', 'br1', 'br2', 'br3']) {
      await this.#switch(['link', 'add', bridge, 'type', 'bridge', 'stp_state', '0', 'mcast_snooping', '0'])
      await this.#switch(['link', 'set', bridge, 'up'])
    }
  }

  async #makeHost(host: number, addresses: string[]): Promise<void> {
    const name = this.#name(host)
    await run('ip', ['netns', 'add', name])
    this.#hosts.add(host)
    await this.#ip(host, ['link', 'set', 'lo', 'up'])
    await this.#switch(['link', 'add', `p${host}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name])
    await this.#switch(['link', 'set', `p${host}`, 'master', 'br0', 'up'])
    for (const address of addresses) await this.address(host, 'add', address)
    await this.link(host, 'up')
  }
}

/** Removes what a test run left behind that was killed before it could. */
async function sweep(): Promise<void> {
  const { stdout } = await run('ip', ['netns', 'list'])
  for (const [name, owner] of stdout.matchAll(/^ear(\d+)x\S+/gm)) {
    if (existsSync(`/proc/${owner}`)) continue
    const { stdout: pids } = await run('ip', ['netns', 'pids', name]).catch(() => ({ stdout: '' }))
    for (const pid of pids.split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL')
    await run('ip', ['netns', 'del', name]).catch(() => {})
  }
}
