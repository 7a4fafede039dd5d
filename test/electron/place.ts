/** A copy of the built application that anybody may read, wherever the checkout lies: Electron runs without our rights. */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** Puts package.json, the built parts and the packages with a .node file into `place`. */
export function placeApplication(place: string): void {
  mkdirSync(place)
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer'])
    cpSync(join(ROOT, part), join(place, part), { recursive: true })
  for (const name of withDependencies(['better-sqlite3-multiple-ciphers', 'sodium-native']))
    cpSync(join(ROOT, 'node_modules', name), join(place, 'node_modules', name), { recursive: true })
}

function withDependencies(names: string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    const manifest = join(ROOT, 'node_modules', name, 'package.json')
    if (found.has(name) || !existsSync(manifest)) continue // an optional one that is not installed
    found.add(name)
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      dependencies?: Record<string, string>
    }
    withDependencies(Object.keys(dependencies), found)
  }
  return found
}
