/** Asks before somebody is blocked, in plain words; unblocking needs no question. */
import type { Person } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Ask } from './Ask.tsx'

export function BlockDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useT()
  const announce = useAnnounce()
  const block = useCall('people.block')
  const { account, name } = person
  const go = async (): Promise<void> => {
    if (block.busy || (await block.run({ account, on: true })) === undefined) return
    announce(t('block.done', { name }))
    onClose()
  }
  return (
    <Ask
      title={t('block.title', { name })}
      text={t('block.text')}
      keep={t('block.cancel')}
      go={t('block.do')}
      danger
      busy={block.busy}
      error={block.error}
      onGo={() => void go()}
      onClose={onClose}
    />
  )
}
