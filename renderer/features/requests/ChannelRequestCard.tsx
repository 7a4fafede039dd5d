/** A private channel somebody who is no contact brought this account into: nothing of it is read, or told, until that is accepted. */
import { Lock } from 'lucide-react'
import type { Room } from '../../../shared/model.ts'
import { useCoreState } from '../../bridge/queries.ts'
import { useAsked } from '../../bridge/useAsked.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Requests.module.css'

export function ChannelRequestCard({ room, onAccepted }: { room: Room; onAccepted: () => void }) {
  const t = useT()
  const announce = useAnnounce()
  const { block } = useWindowActions()
  const { roomId } = room
  const name = `#${room.name}`
  const me = useCoreState().data?.me?.account
  const roles = useAsked('rooms.roles', { roomId }, (bridge, again) => bridge.on('rooms.changed', again)).data
  const by = roles?.find(member => member.account === me)?.addedBy ?? null
  const accept = useCall('rooms.accept')
  const leave = useCall('rooms.leave')
  const error = accept.error ?? leave.error
  const busy = accept.busy || leave.busy
  const yes = async (): Promise<void> => {
    if (!busy && (await accept.run({ roomId })) !== undefined) onAccepted()
  }
  const no = async (): Promise<void> => {
    if (busy) return
    await leave.run({ roomId })
    announce(t('requests.deleted', { name }))
  }
  return (
    <article className={styles.card} aria-label={name}>
      <header className={styles.who}>
        <span className={styles.square}>
          <Icon icon={Lock} size={22} />
        </span>
        <div>
          <h2>
            <span>{name}</span>
          </h2>
          <p className={styles.shared}>
            {by === null ? t('requests.channel') : t('requests.channelBy', { name: by.name })}
          </p>
          <p className={styles.shared}>{t('requests.channelText')}</p>
        </div>
      </header>
      {error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={error} />
        </Notice>
      )}
      <footer className={styles.ways}>
        <Button
          kind='primary'
          busy={accept.busy}
          aria-label={t('requests.acceptOf', { name })}
          onClick={() => void yes()}
        >
          {t('requests.accept')}
        </Button>
        <Button busy={leave.busy} aria-label={t('requests.deleteOf', { name })} onClick={() => void no()}>
          {t('requests.delete')}
        </Button>
        {by !== null && (
          <Button
            className={styles.end ?? ''}
            kind='danger'
            aria-label={t('requests.blockOf', { name: by.name })}
            onClick={() => block(by.account)}
          >
            {t('requests.block')}
          </Button>
        )}
      </footer>
    </article>
  )
}
