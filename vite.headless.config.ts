/**
 * Builds the headless host: one file for the command line, one more with the core that only `serve` loads, and the thread
 * of send groups, which is found beside them.
 */
import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'out/headless',
    emptyOutDir: false, // hosts that run now load their parts from here
    target: 'node22',
    rolldownOptions: {
      input: { main: 'electron/headless/main.ts', groupWorker: 'electron/core/crypto/groups/worker.ts' },
      output: {
        format: 'es',
        // Less to read at every start; the names stay, for the stacks in reports.
        minify: { compress: true, mangle: false, codegen: true },
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        banner: chunk => (chunk.name === 'main' ? '#!/usr/bin/env node' : '')
      }
    }
  },
  // Packages with a .node file find it relative to themselves.
  ssr: { noExternal: true, external: ['better-sqlite3-multiple-ciphers', 'sodium-native'] }
})
