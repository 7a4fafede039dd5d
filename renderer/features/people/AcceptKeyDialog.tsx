/** Asks before a key that was not known takes the place of one that was: nobody but the two can know whether it is right. */
import type { Person } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Ask } from './Ask.tsx'

export function AcceptKeyDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useT()
  const announce = useAnnounce()
  const accept = useCall('people.acceptKey')
  const { account, name } = person
  const go = async (): Promise<void> => {
    if (accept.busy || (await accept.run({ account })) === undefined) return
    announce(t('key.accepted', { name }))
    onClose()
  }
  return (
    <Ask
      title={t('key.acceptTitle', { name })}
      text={t('key.acceptText')}
      keep={t('key.acceptKeep')}
      go={t('key.accept')}
      danger
      busy={accept.busy}
      error={accept.error}
      onGo={() => void go()}
      onClose={onClose}
    />
  )
}
