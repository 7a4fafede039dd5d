/** A whole Earshot that talks in the channel everybody starts in. */
import { runPeer } from './whole.ts'

await runPeer(async bridge => (await bridge.call('rooms.list', {}))[0]?.roomId ?? (process.exit(1) as never))
