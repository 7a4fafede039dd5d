/** People who are brought into a private channel without an invite: chosen by name, added one after the other. */
import { useState } from 'react'
import type { AccountId, Room } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { usePeople } from '../../bridge/queries.ts'
import { useAsked } from '../../bridge/useAsked.ts'
import { errorText } from '../../i18n/errorText.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PeoplePicker } from './PeoplePicker.tsx'

export function AddPeopleDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const t = useT()
  const bridge = useBridge()
  const names = useNames()
  const people = usePeople().data ?? []
  const members = useAsked('rooms.roles', { roomId: room.roomId }, (from, again) =>
    from.on('rooms.changed', again)
  ).data
  const [chosen, setChosen] = useState<readonly AccountId[]>([])
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string>()
  const others = people.filter(person => !(members ?? []).some(member => member.account === person.account))

  const add = async (): Promise<void> => {
    if (busy || chosen.length === 0) return
    setBusy(true)
    setFailed(undefined)
    let left = chosen
    for (const account of chosen) {
      try {
        await bridge.call('rooms.add', { roomId: room.roomId, account })
        left = left.filter(one => one !== account)
        setChosen(left)
      } catch (err) {
        setFailed(t('private.addFailed', { name: names.whole(account) ?? '', reason: errorText(t, err) }))
        break
      }
    }
    setBusy(false)
    if (left.length === 0) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('private.addTitle', { name: `#${room.name}` })}
      description={t(`private.newcomersText.${room.newcomers ?? 'since-joining'}`)}
      closeLabel={t('common.close')}
      onPrimary={() => void add()}
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            kind='primary'
            size='lg'
            busy={busy}
            disabledReason={chosen.length === 0 ? t('private.addNeed') : undefined}
            onClick={() => void add()}
          >
            {t('private.addDo', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <PeoplePicker label={t('people.pick')} people={others} chosen={chosen} onChange={setChosen} />
      {failed !== undefined && (
        <Notice tone='bad' role='alert'>
          {failed}
        </Notice>
      )}
    </Dialog>
  )
}
