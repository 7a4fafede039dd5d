/** Somebody is blocked: what that means here, and taking it back. */
import { ShieldBan } from 'lucide-react'
import type { Person } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Notice } from '../../ui/Notice.tsx'

export function BlockedNotice({ person: { account, name } }: { person: Person }) {
  const t = useT()
  const announce = useAnnounce()
  const block = useCall('people.block')
  const unblock = async (): Promise<void> => {
    if ((await block.run({ account, on: false })) !== undefined) announce(t('block.undone', { name }))
  }
  return (
    <Notice
      icon={ShieldBan}
      action={
        <Button size='sm' busy={block.busy} onClick={() => void unblock()}>
          {t('block.off')}
        </Button>
      }
    >
      {block.error === undefined ? <Trans id='block.isOn' values={{ name }} /> : <ErrorText error={block.error} />}
    </Notice>
  )
}
