/** A peer that keeps within every deadline, and still sends next to nothing. */
export class TooSlowError extends Error {
  override readonly name = 'TooSlowError'
}
