/** The bridge over Electron's IPC: one channel, and only our own page is heard on it. */
import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import type { Carrier } from '../../shared/bridge/rpc.ts'

/** Both ends know it; the page does not. */
const CHANNEL = 'bridge'

/**
 * The pipe to the page that is loaded now. A reload or a crash of the page ends it: the next page gets its own.
 * `isOurs` says whether an address is our page.
 */
export function ipcCarrier(view: WebContents, isOurs: (url: string) => boolean): Carrier {
  const frames: Array<(frame: unknown) => void> = []
  const closes: Array<() => void> = []
  let open = true

  const hear = (event: IpcMainEvent, frame: unknown): void => {
    const { senderFrame } = event
    if (event.sender !== view || senderFrame === null) return
    if (senderFrame !== view.mainFrame || !isOurs(senderFrame.url)) return
    for (const listener of frames) listener(frame)
  }
  const close = (): void => {
    if (!open) return
    open = false
    ipcMain.off(CHANNEL, hear)
    view.off('destroyed', close)
    view.off('render-process-gone', close)
    view.off('did-start-navigation', navigate)
    for (const listener of closes) listener()
  }
  const navigate = (details: { isMainFrame: boolean; isSameDocument: boolean }): void => {
    if (details.isMainFrame && !details.isSameDocument) close()
  }
  ipcMain.on(CHANNEL, hear)
  view.on('destroyed', close)
  view.on('render-process-gone', close)
  view.on('did-start-navigation', navigate)

  return {
    send(frame) {
      if (open && !view.isDestroyed()) view.send(CHANNEL, frame)
    },
    onFrame: listener => frames.push(listener),
    onClose: listener => closes.push(listener)
  }
}
