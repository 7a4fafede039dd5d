/** Asks before somebody is removed from a private channel: the name is typed, since it cannot be taken back for what was missed. */
import { type FormEvent, useRef, useState } from 'react'
import type { Member, Room } from '../../../../shared/model.ts'
import { skeleton } from '../../../../shared/names.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'

export interface RemoveDialogProps {
  room: Room
  member: Member
  name: string
  onClose: () => void
}

export function RemoveDialog({ room, member, name, onClose }: RemoveDialogProps) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const remove = useCall('rooms.remove')
  const same = typed.trim() !== '' && skeleton(typed) === skeleton(name)
  const go = async (): Promise<void> => {
    if (!same || remove.busy) return
    if ((await remove.run({ roomId: room.roomId, account: member.account })) !== undefined) onClose()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void go()
  }
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      title={t('role.removeTitle', { name, room: `#${room.name}` })}
      description={t('role.removeText', { name })}
      initialFocus={field}
      onPrimary={() => void go()}
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            kind='dangerSolid'
            size='lg'
            busy={remove.busy}
            disabledReason={same ? undefined : t('role.removeNeed')}
            onClick={() => void go()}
          >
            {t('role.removeDo')}
          </Button>
        </>
      }
    >
      <form onSubmit={submit}>
        <Field
          ref={field}
          label={t('role.removeField')}
          value={typed}
          dir='auto'
          autoComplete='off'
          spellCheck={false}
          maxLength={400}
          error={remove.error === undefined ? undefined : <ErrorText error={remove.error} />}
          onChange={event => {
            remove.clear()
            setTyped(event.currentTarget.value)
          }}
        />
      </form>
    </Dialog>
  )
}
