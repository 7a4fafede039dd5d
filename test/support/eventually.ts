/** For what comes by itself: said once how long a test waits for it, so that a busy machine fails none. */
import { vi } from 'vitest'

/** Less than any test has. */
const PATIENCE_MS = 9_000

/** Until what is checked holds. What must come sooner than that says so itself. Throws what the check threw last. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: PATIENCE_MS })
