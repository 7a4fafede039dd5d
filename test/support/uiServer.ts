/** The interface on its scripted core (test/ui), built and served to a browser on this machine. */
import { join } from 'node:path'
import { build, type PreviewServer, preview } from 'vite'

const CONFIG = join(import.meta.dirname, '..', 'ui', 'vite.config.ts')

export interface UiServer {
  /** The page of a scenario. */
  url(scenario: string): string
  stop(): Promise<void>
}

export async function startUi(): Promise<UiServer> {
  await build({ configFile: CONFIG, logLevel: 'warn' })
  const server: PreviewServer = await preview({
    configFile: CONFIG,
    logLevel: 'warn',
    preview: { port: 0, host: '127.0.0.1' }
  })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('the page is served nowhere')
  return {
    url: scenario => `http://127.0.0.1:${address.port}/?scenario=${scenario}`,
    stop: () => server.close()
  }
}
