/** The desktop application: one instance, the core, the window, and an orderly end. */
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, Menu } from 'electron'
import { ChatError } from '../../shared/errors.ts'
import { type App, createApp } from '../core/app.ts'
import { type Config, DEFAULT_LISTEN } from '../core/config.ts'
import { readDataDir } from './dataDir.ts'
import { createKeyKeeper } from './keyKeeper.ts'
import { menuTemplate } from './menu.ts'
import { registerScheme, servePages } from './pages.ts'
import { startFailure } from './startFailure.ts'
import { confineSession, openWindow, preloadPath } from './window.ts'

/** Longer than storing what was handed in takes; then the process ends all the same. */
const STOP_LIMIT_MS = 5_000

const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const givenDir = readDataDir(process.argv, process.env)
if (givenDir !== undefined) app.setPath('userData', join(givenDir, 'window')) // before the lock: one instance for each folder
registerScheme()
app.enableSandbox()

if (!app.requestSingleInstanceLock()) app.quit()
else void app.whenReady().then(run) // awaiting it here would never end: Electron waits for this module first

async function run(): Promise<void> {
  const dataDir = givenDir ?? join(app.getPath('userData'), 'data')
  const core = createApp(configOf(dataDir))
  quitInOrder(core)
  try {
    await core.start()
  } catch (err) {
    console.error(err instanceof ChatError ? `earshot: ${err.code}: ${err.message}` : err)
    const { title, text } = startFailure(err)
    dialog.showErrorBox(title, text)
    return app.exit(1)
  }
  servePages(join(import.meta.dirname, '..', 'renderer'))
  confineSession(developmentUrl)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)))
  showWindow(core)
  app.on('second-instance', () => showWindow(core))
  app.on('activate', () => showWindow(core))
}

function configOf(dataDir: string): Config {
  return Object.freeze({
    dataDir,
    host: 'desktop',
    version: app.getVersion(),
    listen: DEFAULT_LISTEN,
    mdns: true,
    keyKeeper: createKeyKeeper(),
    suggested: { name: userInfo().username, deviceName: hostname() }
  })
}

/** Opens the window, or brings the open one to the front. */
function showWindow(core: App): void {
  const [open] = BrowserWindow.getAllWindows()
  if (open === undefined) {
    openWindow({
      stateFile: join(app.getPath('userData'), 'window.json'),
      preload: preloadPath(),
      attach: carrier => core.attach(carrier),
      developmentUrl
    })
    return
  }
  if (open.isMinimized()) open.restore()
  open.show()
  open.focus()
}

/** The window first, then the core: what was handed in is stored before the process ends. */
function quitInOrder(core: App): void {
  let stopping = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', event => {
    event.preventDefault()
    if (stopping) return
    stopping = true
    const late = new Promise<void>(resolve => setTimeout(resolve, STOP_LIMIT_MS))
    void Promise.race([core.stop(), late])
      .catch((err: unknown) => console.error(err))
      .finally(() => app.exit(0))
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}
