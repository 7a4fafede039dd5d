/** The edge where timers and the network call in: what goes wrong there is reported, and the program goes on. */

/** The same work, but what it throws is handed over instead. */
export function guarded<A extends unknown[]>(
  onFailed: (err: unknown) => void,
  work: (...args: A) => void
): (...args: A) => void {
  return (...args) => {
    try {
      work(...args)
    } catch (err) {
      onFailed(err)
    }
  }
}
