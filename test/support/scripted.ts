/** Serves the interface on the scripted core (test/ui), built, so that a page loads the same each time. */
import { join } from 'node:path'
import { build, preview } from 'vite'

const configFile = join(import.meta.dirname, '..', 'ui', 'vite.config.ts')

export interface Scripted {
  /** The address of a scenario; `query` as in test/ui/main.tsx. */
  at(scenario: string, query?: Record<string, string>): string
  stop(): Promise<void>
}

export async function serveScripted(): Promise<Scripted> {
  await build({ configFile, logLevel: 'error' })
  const server = await preview({ configFile, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } })
  const [url = ''] = server.resolvedUrls?.local ?? []
  return {
    at: (scenario, query = {}) => `${url}?${new URLSearchParams({ scenario, ...query }).toString()}`,
    stop: () => server.close()
  }
}
