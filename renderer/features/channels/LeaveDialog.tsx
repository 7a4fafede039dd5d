/** Asks before a private channel is left: one comes back by an invite, or by being added. Its only owner has to hand it over first. */
import { useRef } from 'react'
import type { Me, Room } from '../../../shared/model.ts'
import { useAsked } from '../../bridge/useAsked.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'

export function LeaveDialog({ room, me, onClose }: { room: Room; me: Me; onClose: () => void }) {
  const t = useT()
  const stay = useRef<HTMLButtonElement>(null)
  const leave = useCall('rooms.leave')
  const { roomId } = room
  const members = useAsked('rooms.roles', { roomId }, (bridge, again) => bridge.on('rooms.changed', again)).data ?? []
  const alone = members.every(({ account }) => account === me.account)
  const held =
    room.role === 'owner' && !alone && !members.some(one => one.role === 'owner' && one.account !== me.account)
  const go = async (): Promise<void> => {
    if (leave.busy || held) return
    await leave.run({ roomId })
  }
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      title={t('private.leaveTitle', { name: `#${room.name}` })}
      {...(held
        ? {}
        : { description: t(alone && members.length > 0 ? 'private.lastOwnerAlone' : 'private.leaveText') })}
      initialFocus={stay}
      onPrimary={() => void go()}
      footer={
        <>
          <Button ref={stay} kind='ghost' size='lg' onClick={onClose}>
            {t(held ? 'common.close' : 'private.leaveKeep')}
          </Button>
          {!held && (
            <Button kind='dangerSolid' size='lg' busy={leave.busy} onClick={() => void go()}>
              {t('private.leaveDo')}
            </Button>
          )}
        </>
      }
    >
      {held && (
        <Notice tone='wait'>
          <Trans id='private.lastOwner' />
        </Notice>
      )}
      {leave.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={leave.error} />
        </Notice>
      )}
    </Dialog>
  )
}
