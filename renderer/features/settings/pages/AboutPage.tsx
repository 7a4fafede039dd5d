/** What this is, which version, and on what terms. */
import { Boxes, Info, Monitor, Scale } from 'lucide-react'
import { useCoreState } from '../../../bridge/queries.ts'
import { useT } from '../../../i18n/useT.ts'
import { Card, PageTitle, Row } from './parts.tsx'

export function AboutPage() {
  const t = useT()
  const core = useCoreState().data
  return (
    <>
      <PageTitle title={t('app.name')} lead={t('settings.about.lead')} />
      <Card>
        {core !== undefined && (
          <>
            <Row icon={Info} title={t('settings.about.version')} text={core.version} />
            <Row icon={Monitor} title={t('settings.about.host')} text={t(`settings.about.host.${core.host}`)} />
          </>
        )}
        <Row icon={Scale} title={t('settings.about.licence')} text={t('settings.about.licenceText')} />
        <Row icon={Boxes} title={t('settings.about.parts')} text={t('settings.about.partsText')} />
      </Card>
    </>
  )
}
