/** Builds the desktop's three parts: main process, preload and interface. The headless host has its own config. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Packages with a .node file find it relative to themselves; everything else goes into one file, which starts faster.
const external = ['electron', 'better-sqlite3-multiple-ciphers', 'sodium-native']

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        // The thread of send groups is found beside the main process.
        input: { main: 'electron/main/main.ts', groupWorker: 'electron/core/crypto/groups/worker.ts' },
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: 'electron/main/preload.cts',
        external,
        output: { format: 'cjs', entryFileNames: 'preload.cjs' }
      }
    }
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      assetsInlineLimit: 0, // the content policy allows no data: addresses
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'renderer/index.html' }
    },
    server: { host: '127.0.0.1' }
  }
})
