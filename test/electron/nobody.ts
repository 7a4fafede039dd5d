/** The Electron under test, and somebody without rights as whom it is run, so that its sandbox is on, as at home. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const NOBODY = 65_534
const asRoot = process.getuid?.() === 0

export interface Place {
  /** Everybody may read it. */
  folder: string
  /** Theirs alone. */
  home: string
  env: Record<string, string>
}

/** The Electron under test. Throws where none is named. */
export function electronBinary(): string {
  const binary = process.env.EARSHOT_ELECTRON
  if (binary === undefined) throw new Error('EARSHOT_ELECTRON must name an Electron binary')
  return binary
}

/** A folder for one application, with a home in it. Whoever makes it removes it. */
export function makePlace(display: string): Place {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-electron-'))
  chmodSync(folder, 0o755)
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  if (asRoot) chownSync(home, NOBODY, NOBODY)
  const env = { PATH: process.env.PATH ?? '', HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: display, LANG: 'C.UTF-8' }
  return { folder, home, env }
}

/** A program that gives up root's rights and becomes this one; the same one where there are none to give up. */
export function withoutRights(binary: string, { folder }: Place): string {
  if (!asRoot) return binary
  const path = join(folder, 'electron')
  const become = `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups --no-new-privs`
  writeFileSync(path, `#!/bin/sh\nexec ${become} '${binary}' "$@"\n`, { mode: 0o755 })
  return path
}
