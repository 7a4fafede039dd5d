/** npm run dev: the interface with hot reload, in a window where there is one, else in a browser beside a headless host. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from './build.mjs'
import { electronBinary, noWindowBecause } from './electron.mjs'
import { environment, giveUp, node, onPinnedNode, root, run, setup, tool } from './setup.mjs'

setup()
await onPinnedNode()
const electron = noWindowBecause() === undefined ? electronBinary() : undefined
if (electron !== undefined) {
  const env = environment({ ELECTRON_EXEC_PATH: electron })
  process.exitCode = await run(
    node,
    [tool('electron-vite/bin/electron-vite.js'), 'dev', '--watch', '--', ...process.argv.slice(2)],
    { env }
  )
} else {
  await build().catch(err => giveUp(err.message))
  await devInBrowser()
}

/** The page comes from vite; its bridge goes through vite to the host, which lets vite in like a browser. */
async function devInBrowser() {
  const data = process.env.EARSHOT_DATA_DIR ?? join(root, 'out/dev-data')
  const args = [join(root, 'out/headless/main.js'), 'serve', '--json', '--data', data, ...process.argv.slice(2)]
  const host = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill(signal))
  host.on('exit', code => process.exit(code ?? 1))
  const { url } = JSON.parse(await firstLine(host.stdout))
  const entered = await fetch(url, { redirect: 'manual' })
  const cookie = entered.headers.getSetCookie()[0].split(';')[0]
  const origin = new URL(url).origin

  const { createServer } = await import('vite')
  const { default: react } = await import('@vitejs/plugin-react')
  const server = await createServer({
    configFile: false,
    root: join(root, 'renderer'),
    plugins: [react()],
    server: {
      host: '127.0.0.1',
      proxy: {
        // Exactly this: the sources lie in a folder of the same name.
        '^/bridge$': {
          target: origin,
          ws: true,
          changeOrigin: true,
          headers: { cookie, origin },
          // Another page in the same browser must not come in by this door either.
          configure: (_, options) => {
            options.bypass = request =>
              request.headers.origin === `http://${request.headers.host}` ? undefined : false
          }
        }
      }
    }
  })
  await server.listen()
  server.printUrls()
}

function firstLine(stream) {
  return new Promise(resolve => {
    let text = ''
    stream.setEncoding('utf8').on('data', chunk => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
  })
}
