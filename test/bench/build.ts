/** Bundles the bench's peers the way the product is bundled, so that like is compared with like. */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const outDir = `${root}out/bench-${process.pid}` // inside the project, where the packages with .node files are found

export async function buildPeers() {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: {
          bare: 'test/bench/peers/bare.ts',
          earshot: 'test/bench/peers/earshot.ts',
          direct: 'test/bench/peers/direct.ts',
          adding: 'test/bench/peers/adding.ts',
          groupWorker: 'electron/core/crypto/groups/worker.ts',
          start: 'test/bench/peers/start.ts',
          search: 'test/bench/peers/search.ts',
          prepare: 'test/bench/peers/prepare.ts',
          sync: 'test/bench/peers/sync.ts'
        },
        // beside each other, so that the thread of the send groups is found
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' }
      }
    },
    ssr: { noExternal: true, external: ['better-sqlite3-multiple-ciphers', 'sodium-native'] }
  })
  const at = (name: string): string => `${outDir}/${name}.js`
  return {
    bare: at('bare'),
    earshot: at('earshot'),
    direct: at('direct'),
    adding: at('adding'),
    start: at('start'),
    search: at('search'),
    prepare: at('prepare'),
    sync: at('sync'),
    remove: (): void => rmSync(outDir, { recursive: true, force: true })
  }
}
