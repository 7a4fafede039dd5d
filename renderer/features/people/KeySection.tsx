/** Whether it is really them: verified or not yet, what to compare, and the marks of their key. Never says more than was done. */
import { BadgeCheck, ScanLine, Shield, ShieldAlert } from 'lucide-react'
import type { Person } from '../../../shared/model.ts'
import { useAsked } from '../../bridge/useAsked.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useFormat } from '../../i18n/format.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useKeyWhen } from '../../i18n/useKeyWhen.ts'
import { useShortName } from '../../i18n/useShortName.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Digits } from '../../ui/Digits.tsx'
import { KeyHint, keyPart } from '../../ui/KeyHint.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import styles from './ProfilePanel.module.css'

export function KeySection({ person }: { person: Person }) {
  const t = useT()
  const format = useFormat()
  const { verify, acceptKey, notTheirs } = useWindowActions()
  const { account, verified, keyChanged } = person
  const name = useShortName()(person)
  return (
    <section className={styles.section} aria-label={t('nearby.profile.key')}>
      {keyChanged !== null ? (
        <Changed person={person} />
      ) : verified !== null ? (
        <Verified person={person} />
      ) : (
        <Notice icon={Shield} title={t('verified.noneTitle')}>
          {t('nearby.profile.sameKey', { when: format.when(person.firstHeardAt) })}. {t('verified.noneText', { name })}
        </Notice>
      )}
      {verified === null && (
        <div className={styles.ways}>
          <Button icon={ScanLine} onClick={() => verify(account)}>
            {keyChanged === null ? t('verified.start', { name }) : t('key.compare')}
          </Button>
          {keyChanged?.before != null && (
            <Button kind='ghost' onClick={() => notTheirs(account)}>
              {t('key.other')}
            </Button>
          )}
          {keyChanged !== null && (
            <Button kind='ghost' onClick={() => acceptKey(account)}>
              {t('key.accept')}
            </Button>
          )}
        </div>
      )}
      <KeyHint label={t('nearby.key', { key: keyPart(account) })} />
    </section>
  )
}

function Changed({ person }: { person: Person }) {
  const { keyChanged } = person
  const name = useShortName()(person)
  const when = useKeyWhen()
  if (keyChanged === null) return null
  return (
    <Notice tone='bad' icon={ShieldAlert}>
      <Trans
        id={keyChanged.before === null ? 'key.changed' : 'key.twin'}
        values={{ name, when: when(keyChanged.at) }}
      />
    </Notice>
  )
}

const never = () => () => {}

function Verified({ person }: { person: Person }) {
  const t = useT()
  const format = useFormat()
  const announce = useAnnounce()
  const { verify } = useWindowActions()
  const { account, verified } = person
  const name = useShortName()(person)
  const safety = useAsked('people.safety', { account }, never).data
  const remove = useCall('people.unverify')
  if (verified === null) return null
  const unverify = async (): Promise<void> => {
    if ((await remove.run({ account })) !== undefined) announce(t('verified.removed', { name }))
  }
  return (
    <>
      <Notice tone='accent' icon={BadgeCheck} title={t('verified.title', { name })}>
        <br />
        {t(`verified.text.${verified.how}`, { when: format.when(verified.at) })}
      </Notice>
      {safety !== undefined && (
        <div className={styles.safety}>
          <div>
            <h4>{t('verified.number')}</h4>
            <Digits label={t('verify.digitsName')} groups={safety.digits} look='small' />
          </div>
          <div className={styles.code}>
            <QrCode text={safety.code} label={t('verify.ownName', { name })} />
          </div>
        </div>
      )}
      <p className={styles.quiet}>{t('verified.hint', { name })}</p>
      <div className={styles.ways}>
        <Button icon={ScanLine} onClick={() => verify(account)}>
          {t('verified.again')}
        </Button>
        <Button kind='ghost' busy={remove.busy} onClick={() => void unverify()}>
          {t('verified.remove')}
        </Button>
      </div>
      {remove.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={remove.error} />
        </Notice>
      )}
    </>
  )
}
