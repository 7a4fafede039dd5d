/** How much history may be kept: the sizes to choose from, and what is less than what. */
import type { Keep } from '../../../../shared/model.ts'
import type { Format } from '../../../i18n/format.ts'

/** In MB; null: without end. */
export const SIZES: readonly (number | null)[] = [100, 1_000, 10_000, null]

/** Whether something that is kept now would go. */
export const isLess = (next: Keep, now: Keep): boolean =>
  isShorter(next.days, now.days) || isShorter(next.megabytes, now.megabytes)

const isShorter = (next: number | null, now: number | null): boolean => next !== null && (now === null || next < now)

/** '100 MB', '1 GB'. */
export const sizeName = (megabytes: number, { number }: Pick<Format, 'number'>): string =>
  megabytes < 1_000 ? `${number(megabytes)} MB` : `${number(megabytes / 1_000)} GB`
