/** Serves the interface on a scripted core: `vite --config test/ui/vite.config.ts`, then /?scenario=busy. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: fileURLToPath(new URL('../../renderer/public', import.meta.url)),
  plugins: [react()],
  server: { host: '127.0.0.1', fs: { allow: ['../..'] } },
  build: {
    outDir: fileURLToPath(new URL('../../out/test-ui', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0
  }
})
