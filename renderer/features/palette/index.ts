/** Ctrl K: everywhere one can go, everybody one knows, everything one can do. */
export type { Command } from './entries.ts'
export { Palette } from './Palette.tsx'
export { useRecent } from './useRecent.ts'
