import { buildPeers } from './build.ts'
import { measureIdle, measureJoining, measureMending } from './sync.ts'

const peers = await buildPeers()
try {
  const n = Number(process.argv[2])
  if (process.argv[3] !== 'mend') console.log(await measureJoining(peers, n))
  if (process.argv[3] !== 'join') console.log(await measureIdle(peers))
  if (process.argv[3] !== 'join') console.log(await measureMending(peers, n))
} finally {
  peers.remove()
}
