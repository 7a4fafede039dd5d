/** Theme, contrast, motion, density and text size, on <html>, from the settings and, where those say so, the system. */
import { useLayoutEffect } from 'react'
import type { Settings } from '../../../shared/model.ts'

const DARK = '(prefers-color-scheme: dark)'
const MORE_CONTRAST = '(prefers-contrast: more)'
const LESS_MOTION = '(prefers-reduced-motion: reduce)'

type Appearance = Pick<Settings, 'theme' | 'contrast' | 'motion' | 'density' | 'textSize'>

export function applyAppearance({ theme, contrast, motion, density, textSize }: Appearance): void {
  const { dataset, style } = document.documentElement
  const system = (query: string): boolean => matchMedia(query).matches
  dataset.theme = theme === 'system' ? (system(DARK) ? 'dark' : 'light') : theme
  dataset.contrast = contrast === 'more' || (contrast === 'system' && system(MORE_CONTRAST)) ? 'more' : 'standard'
  dataset.motion = motion === 'less' || (motion === 'system' && system(LESS_MOTION)) ? 'less' : 'full'
  dataset.density = density
  style.setProperty('--text-scale', String(textSize / 100))
  window.dispatchEvent(new Event('resize')) // what measures in rem measures again
}

/** Applies the settings, and follows the system while it is open. */
export function useAppearance(settings: Appearance): void {
  useLayoutEffect(() => {
    const apply = (): void => applyAppearance(settings)
    apply()
    const queries = [DARK, MORE_CONTRAST, LESS_MOTION].map(query => matchMedia(query))
    for (const query of queries) query.addEventListener('change', apply)
    return () => {
      for (const query of queries) query.removeEventListener('change', apply)
    }
  }, [settings])
}
