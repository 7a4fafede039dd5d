/** The suites, slowest last. Everything beyond `unit` runs the built headless host, so it is built first. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const suite = (name: string, options: { built: boolean; timeoutMs: number; serial: boolean }) => ({
  plugins: [react()],
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    globalSetup: options.built ? ['test/support/built.ts'] : [],
    testTimeout: options.timeoutMs,
    hookTimeout: options.timeoutMs * 2,
    expect: { poll: { timeout: options.timeoutMs / 3 } }, // what must come sooner says so: a second is little on a busy machine
    fileParallelism: !options.serial
  }
})

export default defineConfig({
  test: {
    projects: [
      suite('unit', { built: false, timeoutMs: 10_000, serial: false }),
      suite('integration', { built: true, timeoutMs: 60_000, serial: false }),
      suite('network', { built: true, timeoutMs: 90_000, serial: true }),
      suite('browser', { built: true, timeoutMs: 60_000, serial: true }),
      suite('electron', { built: true, timeoutMs: 90_000, serial: true })
    ],
    passWithNoTests: false
  }
})
