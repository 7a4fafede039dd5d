/** A private channel of so many devices without a network: what letting in one more costs those who do, and those who read it. */
import { makeDevice, Owner, onePackage, Reader, recipient } from '../../support/sendGroups.ts'
import type { Adding } from '../adding.ts'

const devices = Array.from({ length: Number(process.argv[2]) }, (_, at) => makeDevice(`device ${at}`))
const newcomer = makeDevice('newcomer')

async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** Somebody's send group, with all others in it, and those as they read it. */
async function open(device: (typeof devices)[number]): Promise<{ owner: Owner; readers: Reader[] }> {
  const owner = new Owner(device)
  const others = await Promise.all(
    devices.filter(one => one !== device).map(async one => ({ device: one, own: await onePackage(one) }))
  )
  const opened = await owner.open(others.map(one => recipient(one.device, one.own)))
  const joined = await Promise.all(others.map(one => Reader.join(one.device, device, opened, [one.own])))
  return { owner, readers: joined.map(({ reader }) => reader) }
}

const adding: Adding = { sendersMs: 0, readersMs: 0, joinerMs: 0 }
for (const device of devices) {
  const { owner, readers } = await open(device)
  const own = await onePackage(newcomer)
  const added = recipient(newcomer, own)
  let entry: Awaited<ReturnType<Owner['write']>> | undefined
  adding.sendersMs += await cpuMsOf(async () => {
    entry = await owner.write(undefined, { kind: 'add', recipient: added })
  })
  if (entry === undefined) throw new Error('nothing was written')
  const said = entry
  adding.readersMs += await cpuMsOf(() => Promise.all(readers.map(reader => reader.read(said))))
  adding.joinerMs += await cpuMsOf(() => Reader.join(newcomer, device, said, [own]))
}
process.send?.(adding)
process.exit(0)
