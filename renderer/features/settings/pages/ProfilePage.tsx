/** What people around see of one: name, a line, a colour; and the key behind them. */
import { Monitor } from 'lucide-react'
import { useMemo, useState } from 'react'
import { HUES, MAX_NAME_CHARS, MAX_STATUS_CHARS } from '../../../../shared/limits.ts'
import type { Me } from '../../../../shared/model.ts'
import { optionalLine, personName, skeleton } from '../../../../shared/names.ts'
import { useCoreState, usePeople } from '../../../bridge/queries.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { HuePicker } from '../../../ui/HuePicker.tsx'
import { Keyprint } from '../../../ui/Keyprint.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { LineField } from './LineField.tsx'
import styles from './parts.module.css'
import { Card, CopyValue, PageTitle, Row, SectionTitle } from './parts.tsx'

export function ProfilePage() {
  const t = useT()
  const me = useCoreState().data?.me
  return (
    <>
      <PageTitle title={t('settings.profile')} lead={t('settings.profile.lead')} />
      {me !== null && me !== undefined && <OwnProfile me={me} />}
    </>
  )
}

type Hue = (typeof HUES)[number]
const isHue = (hue: number): hue is Hue => (HUES as readonly number[]).includes(hue)

function OwnProfile({ me }: { me: Me }) {
  const t = useT()
  const save = useCall('profile.set')
  const people = usePeople().data
  const [typed, setTyped] = useState(me.name)
  const twin = useMemo(
    () => people?.find(person => typed.trim() !== '' && skeleton(person.name) === skeleton(typed)),
    [people, typed]
  )
  return (
    <>
      <div className={styles.me}>
        <Keyprint seed={me.keyprint} hue={me.hue} size={140}>
          <Avatar name={me.name} hue={me.hue} size='xl' />
        </Keyprint>
        <div className={styles.meWords}>
          <b>{me.name}</b>
          {me.status !== '' && <p>{me.status}</p>}
        </div>
      </div>
      {save.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={save.error} />
        </Notice>
      )}
      <div className={styles.fields}>
        <LineField
          label={t('settings.profile.name')}
          value={me.name}
          parse={text => personName(text, MAX_NAME_CHARS)}
          wrong={t('error.name.person')}
          hint={twin === undefined ? undefined : t('settings.profile.nameLookalike', { name: twin.name })}
          onType={setTyped}
          onCommit={name => void save.run({ name })}
        />
        <LineField
          label={t('settings.profile.status')}
          value={me.status}
          parse={text => optionalLine(text, MAX_STATUS_CHARS)}
          wrong={t('settings.profile.statusTooLong')}
          hint={t('settings.profile.statusHint')}
          onCommit={status => void save.run({ status })}
        />
        <HuePicker
          label={t('settings.profile.colour')}
          hues={HUES}
          value={isHue(me.hue) ? me.hue : HUES[0]}
          nameOf={hue => t(`settings.hue.${hue}`)}
          onChange={hue => void save.run({ hue })}
        />
      </div>
      <SectionTitle>{t('settings.profile.computer')}</SectionTitle>
      <Card>
        <Row icon={Monitor} title={me.deviceName} text={t('settings.profile.computerText')} />
      </Card>
      <SectionTitle>{t('settings.profile.keys')}</SectionTitle>
      <p className={styles.hint}>{t('settings.profile.keysText')}</p>
      <p className={styles.label}>{t('settings.profile.account')}</p>
      <CopyValue value={me.account} what={t('settings.profile.account')} />
      <p className={styles.label}>{t('settings.profile.peerId')}</p>
      <CopyValue value={me.peerId} what={t('settings.profile.peerId')} />
    </>
  )
}
