/** The invites that are good now: until when, for how many, by whom; each can be taken back. */
import { Check, Copy, Link, UserPlus } from 'lucide-react'
import type { Invite, Me, Room } from '../../../../shared/model.ts'
import { useAsked } from '../../../bridge/useAsked.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { useWindowActions } from '../../../bridge/windowActions.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useAnnounce } from '../../../ui/LiveRegion.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useCopy } from '../useCopy.ts'
import styles from './Details.module.css'

export function InviteList({ room, me }: { room: Room; me: Me }) {
  const t = useT()
  const { invite } = useWindowActions()
  const { roomId } = room
  const invites = useAsked('rooms.invites', { roomId }, (bridge, again) => bridge.on('rooms.changed', again))
  return (
    <>
      {invites.data?.length === 0 && <p className={styles.none}>{t('invite.none')}</p>}
      {invites.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={invites.error} />
        </Notice>
      )}
      {invites.data !== undefined && invites.data.length > 0 && (
        <ul className={styles.people}>
          {invites.data.map(one => (
            <InviteRow key={one.inviteId} room={room} me={me} invite={one} onGone={invites.retry} />
          ))}
        </ul>
      )}
      <div>
        <Button size='sm' icon={UserPlus} onClick={() => invite(roomId)}>
          {t('invite.new')}
        </Button>
      </div>
    </>
  )
}

function InviteRow({ room, me, invite, onGone }: { room: Room; me: Me; invite: Invite; onGone: () => void }) {
  const t = useT()
  const format = useFormat()
  const announce = useAnnounce()
  const revoke = useCall('rooms.revoke')
  const { copied, copy } = useCopy()
  const { inviteId, link, expiresAt, once, by } = invite
  const until = expiresAt === null ? t('invite.rowNoEnd') : t('invite.rowUntil', { when: format.when(expiresAt) })
  const mine = by.account === me.account
  const takeBack = async (): Promise<void> => {
    await revoke.run({ roomId: room.roomId, inviteId })
    announce(t('invite.revoked'))
    onGone()
  }
  return (
    <li className={styles.person}>
      <Icon icon={Link} size={17} />
      <div className={styles.words}>
        <b>
          <span>{once ? t('invite.rowOnce', { until }) : until}</span>
        </b>
        <small>{mine ? t('invite.byYou') : t('invite.by', { name: by.name })}</small>
        {revoke.error !== undefined && <ErrorText error={revoke.error} />}
      </div>
      {link !== null && (
        <IconButton
          icon={copied ? Check : Copy}
          size='sm'
          label={copied ? t('invite.copied') : t('invite.copy')}
          onClick={() => void copy(link).then(done => done && announce(t('invite.copied')))}
        />
      )}
      <Button
        kind='ghost'
        size='sm'
        busy={revoke.busy}
        aria-label={t('invite.revokeOf', { name: mine ? me.name : by.name, until })}
        onClick={() => void takeBack()}
      >
        {t('invite.revoke')}
      </Button>
    </li>
  )
}
