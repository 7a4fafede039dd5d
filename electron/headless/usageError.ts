/** What the command line was given is not of its form. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
