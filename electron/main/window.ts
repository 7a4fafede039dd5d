/** The one window: shut off from the machine, and never anywhere but on our page. */
import { join } from 'node:path'
import {
  BrowserWindow,
  nativeTheme,
  type Session,
  screen,
  session,
  systemPreferences,
  type WebContents
} from 'electron'
import type { Carrier } from '../../shared/bridge/rpc.ts'
import { ipcCarrier } from './ipcCarrier.ts'
import { createOutside } from './outside.ts'
import { isOurPage, PAGE_URL } from './pageAddress.ts'
import { isAllowed } from './permissions.ts'
import { MIN_SIZE, readState, restoreState, writeState } from './windowState.ts'

/** --bg-app of the themes and a text colour that reads on it; --h-titlebar. See renderer/ui/tokens.css. */
const COLOURS = { light: { back: '#f4f2ee', symbol: '#3a4144' }, dark: { back: '#0c1214', symbol: '#c3cacd' } }
const TITLE_BAR_PX = 44

export interface WindowInit {
  /** Where the window's place is kept. */
  stateFile: string
  preload: string
  /** Each page that loads gets its own pipe. */
  attach(carrier: Carrier): void
  /** Set while developing: the page comes from there. */
  developmentUrl: string | undefined
}

export function openWindow({ stateFile, preload, attach, developmentUrl }: WindowInit): BrowserWindow {
  const isOurs = (url: string): boolean => isOurPage(url, developmentUrl)
  const { maximized, ...bounds } = restoreState(
    readState(stateFile),
    screen.getAllDisplays().map(display => display.workArea)
  )
  const window = new BrowserWindow({
    ...bounds,
    ...frame(),
    minWidth: MIN_SIZE,
    minHeight: MIN_SIZE,
    show: false,
    backgroundColor: colours().back,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false, // dictionaries are fetched from outside
      devTools: developmentUrl !== undefined
    }
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, stateFile)
  followTheme(window)
  confine(window.webContents, isOurs, createOutside(window))
  // The page's scripts run after this, so its first frame finds a listener.
  window.webContents.on('did-start-navigation', details => {
    if (details.isMainFrame && !details.isSameDocument && isOurs(details.url))
      attach(ipcCarrier(window.webContents, isOurs))
  })
  void window.loadURL(developmentUrl ?? PAGE_URL)
  return window
}

/** Our own title bar, with the system's buttons over it. */
function frame(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 14 } }
  return { titleBarStyle: 'hidden', titleBarOverlay: overlay(), autoHideMenuBar: true }
}

const colours = (): { back: string; symbol: string } => (nativeTheme.shouldUseDarkColors ? COLOURS.dark : COLOURS.light)
const overlay = (): Electron.TitleBarOverlayOptions => ({
  color: colours().back,
  symbolColor: colours().symbol,
  height: TITLE_BAR_PX
})

function followTheme(window: BrowserWindow): void {
  const follow = (): void => {
    window.setBackgroundColor(colours().back)
    if (process.platform !== 'darwin') window.setTitleBarOverlay(overlay())
  }
  nativeTheme.on('updated', follow)
  window.once('closed', () => nativeTheme.off('updated', follow))
}

function rememberPlace(window: BrowserWindow, stateFile: string): void {
  window.on('close', () => writeState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }))
}

/** No way out of our page but a link that a person lets go, and nothing else inside of it. */
function confine(view: WebContents, isOurs: (url: string) => boolean, openOutside: (url: string) => void): void {
  view.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
  view.on('will-navigate', event => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  view.on('will-frame-navigate', event => {
    if (!event.isMainFrame || !isOurs(event.url)) event.preventDefault()
  })
  view.on('will-redirect', event => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  view.on('will-attach-webview', event => event.preventDefault())
}

/** Few permissions, to our own page alone; no download begins, and no request leaves the machine. */
export function confineSession(developmentUrl: string | undefined, own: Session = session.defaultSession): void {
  const isOurs = (url: string): boolean => isOurPage(url, developmentUrl)
  own.setPermissionRequestHandler((view, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined
    if (!isAllowed({ permission, mediaTypes }) || !isOurs(view.getURL())) return answer(false)
    if (permission !== 'media' || process.platform !== 'darwin') return answer(true)
    systemPreferences.askForMediaAccess('camera').then(answer, () => answer(false))
  })
  own.setPermissionCheckHandler(
    (view, permission, _origin, { mediaType }) =>
      isAllowed({ permission, mediaType }) && (permission !== 'media' || (view !== null && isOurs(view.getURL())))
  )
  own.setDevicePermissionHandler(() => false)
  own.on('will-download', event => event.preventDefault())
  if (developmentUrl !== undefined) return // vite serves by http and a socket
  own.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isOurs(details.url) && !details.url.startsWith('blob:') })
  )
}

/** Where the preload lies, beside this bundle. */
export const preloadPath = (): string => join(import.meta.dirname, '..', 'preload', 'preload.cjs')
