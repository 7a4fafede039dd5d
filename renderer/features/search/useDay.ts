/** A day as it stands on a chip: '1 June', or '1 June 2024' where it is of another year. */
import { useLingui } from '@lingui/react'
import { useMemo } from 'react'

export function useDay(): (at: number) => string {
  const { i18n } = useLingui()
  return useMemo(() => {
    const short = new Intl.DateTimeFormat(i18n.locale, { day: 'numeric', month: 'long' })
    const long = new Intl.DateTimeFormat(i18n.locale, { day: 'numeric', month: 'long', year: 'numeric' })
    return at => (new Date(at).getFullYear() === new Date().getFullYear() ? short : long).format(at)
  }, [i18n.locale])
}
