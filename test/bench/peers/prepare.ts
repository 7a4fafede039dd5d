/** Makes the folders that a bench of sync needs, in a process of its own: argument is what to make, as JSON. */
import type { Prepare, Prepared } from '../sync.ts'
import { bytesAsSent, bytesOfAll, makeFolder, makeHistory, putHistory, timeBareRows } from './history.ts'

const wanted = JSON.parse(process.argv[2] ?? '') as Prepare
const entries = makeHistory(wanted.count)
const answer: Prepared = { entries: entries.length, bytes: bytesOfAll(entries), lackingBytes: 0, bareMs: Number.NaN }

for (const { dataDir, name, holds, channels } of wanted.folders) {
  await makeFolder(dataDir, name, channels)
  if (holds === 'rows') answer.bareMs = await timeBareRows(dataDir, entries)
  if (holds === 'all') await putHistory(dataDir, entries)
  if (holds === 'most') {
    // one in a hundred is missing, here and there
    const lacks = (n: number): boolean => n >= 100 && (Math.imul(n, 2_654_435_761) >>> 16) % 100 === 0
    await putHistory(
      dataDir,
      entries.filter((_, n) => !lacks(n))
    )
    answer.lackingBytes = bytesAsSent(entries.filter((_, n) => lacks(n)))
  }
}
process.stdout.write(JSON.stringify(answer))
