/** The page of the keys. */
import { useT } from '../../../i18n/useT.ts'
import { KeyTable } from './KeyTable.tsx'
import { PageTitle } from './parts.tsx'

export function ShortcutsPage() {
  const t = useT()
  return (
    <>
      <PageTitle title={t('settings.shortcuts')} lead={t('settings.shortcuts.lead')} />
      <KeyTable />
    </>
  )
}
