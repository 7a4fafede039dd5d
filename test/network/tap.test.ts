/** What somebody learns who records every frame of a LAN while people write with each other, present and away: real hosts. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Host, makeFolder, startHost, stopAll } from '../support/headless.ts'
import { Lan } from './lan.ts'

const SOON = { timeout: 30_000, interval: 100 }

let lan: Lan

beforeEach(async () => {
  lan = await Lan.up(3)
})
afterEach(async () => {
  await stopAll()
  await lan?.down()
})

/** Records all frames that go over the switch until it is asked for them. */
async function record(): Promise<() => Promise<Buffer>> {
  const file = join(makeFolder(), 'frames')
  const [command = '', ...args] = lan.inside('sw')
  // -Z: it would give up root, and then could not write
  const dumper: ChildProcess = spawn(
    command,
    [...args, 'tcpdump', '-i', 'any', '-U', '-s', '0', '-Z', 'root', '-w', file],
    {
      stdio: ['ignore', 'ignore', 'pipe']
    }
  )
  const said: string[] = []
  dumper.stderr?.on('data', (text: Buffer) => said.push(text.toString()))
  await vi.waitFor(() => expect(said.join('')).toContain('listening on'), SOON)
  return async () => {
    dumper.kill('SIGINT')
    await once(dumper, 'exit')
    return readFileSync(file)
  }
}

const start = (host: number, name: string, data = makeFolder()): Promise<Host> =>
  startHost({ name, data, args: [], within: lan.inside(host) })
const bodies = async (host: Host, room: string): Promise<string[]> =>
  (await host.ask<{ kind: string; body: string }>('history', room))
    .filter(({ kind }) => kind === 'message')
    .map(({ body }) => body)

/** As it is, as hex, and as base64 at any offset has it; nothing so short that it is there by chance. */
const formsOf = (bytes: Buffer): Buffer[] =>
  [
    bytes,
    Buffer.from(bytes.toString('hex')),
    ...[0, 1, 2].map(skip => Buffer.from(bytes.subarray(skip).toString('base64url').slice(0, 12)))
  ].filter(form => form.byteLength > 4)

test('who records every frame learns no word, no name, no channel, and not which accounts write with each other', async () => {
  const recorded = await record()
  const [anns, bos] = [makeFolder(), makeFolder()]
  const ann = await start(1, 'Annabelle', anns)
  const bo = await start(2, 'Bartholomew', bos)
  const cleo = await start(3, 'Cleopatra')
  await vi.waitFor(async () => expect(await ann.ask('people')).toHaveLength(2), SOON)

  await vi.waitFor(() => ann.ask('send', '@Bartholomew', 'the kettle is under the stairs'), SOON)
  await vi.waitFor(async () => expect(await bo.ask('requests')).toHaveLength(1), SOON)
  await bo.ask('accept', 'Annabelle')
  await vi.waitFor(async () => expect(await bodies(bo, '@Annabelle')).toEqual(['the kettle is under the stairs']), SOON)
  await bo.ask('send', '@Annabelle', 'and the teapot in the attic')
  await vi.waitFor(async () => expect(await bodies(ann, '@Bartholomew')).toHaveLength(2), SOON)

  await ann.ask('create', 'night-watch', '--private')
  const [invite] = await ann.ask<{ link: string }>('invite', 'night-watch')
  await bo.ask('join', invite?.link ?? '')
  await vi.waitFor(async () => expect(await ann.ask('members', 'night-watch')).toHaveLength(2), SOON)
  await ann.ask('send', 'night-watch', 'meet at the lighthouse')
  await vi.waitFor(async () => expect(await bodies(bo, 'night-watch')).toContain('meet at the lighthouse'), SOON)

  // away: Cleopatra carries it
  await bo.stop()
  await ann.ask('send', '@Bartholomew', 'left in a drawer')
  await vi.waitFor(async () => {
    const last = (await ann.ask<{ carriedBy?: unknown[] }>('history', '@Bartholomew')).at(-1)
    expect(last?.carriedBy).toHaveLength(1)
  }, SOON)
  await ann.stop()
  const again = await start(2, 'Bartholomew', bos)
  await vi.waitFor(async () => expect(await bodies(again, '@Annabelle')).toContain('left in a drawer'), SOON)

  const frames = await recorded()
  const has = (bytes: Buffer): boolean => formsOf(bytes).some(form => frames.includes(form))
  expect(frames.includes(cleo.peerId ?? '?'), 'the recording has what discovery says').toBe(true)
  const words = ['kettle', 'stairs', 'teapot', 'attic', 'lighthouse', 'drawer', 'night-watch', 'earshot://']
  const names = ['Annabelle', 'Bartholomew', 'Cleopatra']
  for (const secret of [...words, ...names]) expect(has(Buffer.from(secret)), secret).toBe(false)
  for (const host of [ann, bo, cleo]) expect(has(Buffer.from(host.account ?? '', 'hex')), 'an account').toBe(false)
}, 120_000)
