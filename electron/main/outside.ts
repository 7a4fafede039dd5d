/** Links out of the program: only to the web or to mail, only one at a time, and only when a person says so. */
import { type BrowserWindow, dialog, shell } from 'electron'
import { isOutside } from './pageAddress.ts'

const OPEN = 0
const CANCEL = 1

/** Asks whether an address may go to the system's own browser or mail program, and hands it over. */
export function createOutside(window: BrowserWindow): (url: string) => void {
  let asking = false
  return url => {
    if (asking || !isOutside(url)) return
    asking = true
    void ask(window, url)
      .catch((err: unknown) => console.error('earshot: could not open a link:', err instanceof Error ? err.stack : err))
      .finally(() => {
        asking = false
      })
  }
}

async function ask(window: BrowserWindow, url: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Earshot',
    message: 'Open this link outside of Earshot?',
    detail: url,
    buttons: ['Open', 'Cancel'],
    defaultId: CANCEL,
    cancelId: CANCEL,
    noLink: true
  })
  if (response === OPEN) await shell.openExternal(url)
}
