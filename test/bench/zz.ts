import { buildPeers } from './build.ts'
import { measureIdle, measureJoining, measureMending } from './sync.ts'

const peers = await buildPeers()
console.log(JSON.stringify(peers))
try {
  const n = Number(process.argv[2])
  console.log(await measureJoining(peers, n))
  console.log(await measureIdle(peers))
  console.log(await measureMending(peers, n))
} finally {
  peers.remove()
}
