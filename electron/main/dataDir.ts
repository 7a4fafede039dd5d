/** Which folder this instance uses, where that is said: by --data or EARSHOT_DATA_DIR. */
import { resolve } from 'node:path'

/** Undefined: the system's usual place. */
export function readDataDir(argv: readonly string[], environment: NodeJS.ProcessEnv): string | undefined {
  const joined = argv.find(argument => argument.startsWith('--data='))?.slice('--data='.length)
  const at = argv.indexOf('--data')
  const given = joined ?? (at === -1 ? undefined : argv[at + 1]) ?? environment.EARSHOT_DATA_DIR
  return given === undefined || given === '' ? undefined : resolve(given)
}
