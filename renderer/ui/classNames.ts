/** Joins the class names that apply. */
export const classNames = (...names: (string | false | null | undefined)[]): string | undefined =>
  names.filter(name => typeof name === 'string' && name !== '').join(' ') || undefined
