/** The program itself on a LAN without a default route: real hosts in namespaces, spoken to by their command line only. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Host, makeFolder, startHost, stopAll } from '../support/headless.ts'
import { Lan } from './lan.ts'

interface Event {
  eventId: string
  body: string
  room: string
}

const within = (ms: number) => ({ timeout: ms, interval: 50 })
let lan: Lan

beforeEach(async () => {
  lan = await Lan.up(3)
})
afterEach(async () => {
  await stopAll()
  await lan?.down()
})

const start = (host: number, name?: string, data = makeFolder()): Promise<Host> =>
  startHost({ ...(name === undefined ? {} : { name }), data, args: [], within: lan.inside(host) })

/** The events that a process prints, as they come. */
function eventsOf(child: ChildProcess): Event[] {
  const events: Event[] = []
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', line => events.push(JSON.parse(line)))
  return events
}

const near = async (host: Host): Promise<string[]> =>
  (await host.ask<{ name: string; nearness: string }>('people'))
    .filter(person => person.nearness === 'direct')
    .map(person => person.name)
    .sort()
const historyOf = (host: Host): Promise<Event[]> => host.ask<Event>('history', '#everyone', '--limit', '100000')

test('without any discovery a seed is found, and after a restart without seeds and a new start of the other, where it was met', async () => {
  const quiet = (host: number, name: string, data: string, ...more: string[]): Promise<Host> =>
    startHost({ name, data, args: ['--no-mdns', ...more], within: lan.inside(host) })
  const [anns, bos] = [makeFolder(), makeFolder()]
  const seeds = join(anns, 'seeds')
  writeFileSync(seeds, '# the box in the wardroom\n/ip4/10.77.0.2/tcp/47100\n')
  const bo = await quiet(2, 'Bo', bos)
  const first = await quiet(1, 'Ann', anns, '--seeds', seeds)
  await vi.waitFor(async () => expect(await near(first)).toEqual(['Bo']), within(10_000))
  await first.stop()
  await bo.stop()
  const [again] = [await quiet(1, 'Ann', anns), await quiet(2, 'Bo', bos)]
  await vi.waitFor(async () => expect(await near(again)).toEqual(['Bo']), within(20_000))
}, 60_000)

test('three people see each other within 5 s of the last start, and a message is at both others within 1 s', async () => {
  const [ann, bo, cleo] = [await start(1, 'Ann'), await start(2, 'Bo'), await start(3, 'Cleo')]
  await vi.waitFor(
    async () =>
      expect([await near(ann), await near(bo), await near(cleo)]).toEqual([
        ['Bo', 'Cleo'],
        ['Ann', 'Cleo'],
        ['Ann', 'Bo']
      ]),
    within(5_000)
  )

  const tails = [bo, cleo].map(host => eventsOf(host.follow('tail', '#everyone')))
  await vi.waitFor(async () => {
    await ann.ask('send', '#everyone', 'is this on?')
    for (const tail of tails) expect(tail.length).toBeGreaterThan(0)
  }, within(10_000)) // the tails listen now
  await ann.ask('send', '#everyone', 'good morning')
  await vi.waitFor(() => {
    for (const tail of tails) expect(tail.map(event => event.body)).toContain('good morning')
  }, within(1_000))
})

test('who has not typed a name yet hears the others, and nobody hears of them', async () => {
  const ann = await start(1, 'Ann')
  const nameless = await start(2)
  await vi.waitFor(async () => expect(await near(nameless)).toEqual(['Ann']), within(10_000))
  expect(await ann.ask('people')).toEqual([])
})

test('a public channel that two join is not heard by the third, who is refused when it speaks there', async () => {
  const [ann, bo, cleo] = [await start(1, 'Ann'), await start(2, 'Bo'), await start(3, 'Cleo')]
  for (const host of [ann, bo]) await host.ask('join', 'night-watch')
  await vi.waitFor(async () => {
    const rooms = await ann.ask<{ name: string; members: number }>('rooms')
    expect(rooms.find(({ name }) => name === 'night-watch')?.members).toBe(2)
  }, within(10_000))
  await ann.ask('send', '#night-watch', 'all quiet')
  await vi.waitFor(
    async () => expect((await bo.ask<Event>('history', '#night-watch')).map(({ body }) => body)).toEqual(['all quiet']),
    within(5_000)
  )
  const { code, stderr } = await cleo.run(['send', '#night-watch', 'me too'])
  expect([code, stderr]).toEqual([4, expect.stringContaining('room.not-joined')])
})

test('kill -9 while writing loses nothing that was answered, here or there', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}`)
  const data = makeFolder()
  const bo = await start(2, 'Bo')
  const answered: Event[] = []
  for (let round = 0; round < 3; round++) {
    const ann = await start(1, round === 0 ? 'Ann' : undefined, data)
    await vi.waitFor(async () => expect(await near(bo)).toEqual(['Ann']), within(10_000))
    const writer = ann.follow('send', '#everyone', '-')
    const printed = eventsOf(writer)
    writer.stdin?.on('error', () => {})
    writer.stdin?.end(Array.from({ length: 3_000 }, (_, n) => `round ${round}, line ${n}`).join('\n'))
    const enough = 1 + ((seed >>> (round * 8)) % 1_500)
    await vi.waitFor(() => expect(printed.length).toBeGreaterThanOrEqual(enough), within(20_000))
    await ann.stop('SIGKILL')
    if (writer.exitCode === null) await once(writer, 'exit')
    answered.push(...printed)
  }
  const again = await start(1, undefined, data)
  const kept = new Set((await historyOf(again)).map(({ eventId }) => eventId))
  expect(answered.filter(({ eventId }) => !kept.has(eventId))).toEqual([])
  await vi.waitFor(async () => {
    const there = (await historyOf(bo)).map(({ eventId }) => eventId)
    expect(new Set(there).size).toBe(there.length)
    expect(answered.filter(({ eventId }) => !there.includes(eventId)).length).toBe(0)
  }, within(30_000))
})
