/** The smallest process that could be called a peer: a bare libp2p node with gossipsub, ready. For comparing start times. */
import './bare.ts'

process.stdout.write('ready\n')
