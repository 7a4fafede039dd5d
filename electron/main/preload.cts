/** The only thing of the desktop that the page can reach: one pipe. What may travel on it the contract decides, in the core. */
import electron = require('electron')

const { contextBridge, ipcRenderer } = electron

contextBridge.exposeInMainWorld('core', {
  send: (frame: unknown) => {
    ipcRenderer.send('bridge', frame)
  },
  onFrame: (listener: (frame: unknown) => void) => {
    ipcRenderer.on('bridge', (_event, frame: unknown) => listener(frame)) // the event object stays here
  }
})
