/** What two people read to each other: twelve numbers, or the same as words. */
import { ArrowLeftRight, ScanLine } from 'lucide-react'
import type { Me, Person, Safety } from '../../../shared/model.ts'
import { useShortName } from '../../i18n/useShortName.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Digits } from '../../ui/Digits.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Keyprint } from '../../ui/Keyprint.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './Verify.module.css'

export interface CompareViewProps {
  me: Me
  person: Person
  /** Undefined while it is worked out. */
  safety: Safety | undefined
  as: 'numbers' | 'words'
  onAs: (as: 'numbers' | 'words') => void
}

/** So many words are shown beside the numbers. */
const PREVIEW = 6

export function CompareView({ me, person, safety, as, onAs }: CompareViewProps) {
  const t = useT()
  const name = useShortName()(person)
  const words = as === 'words'
  return (
    <div className={styles.compare}>
      <div className={styles.two}>
        <Side who={me} words={t('verify.you', { device: me.deviceName })} />
        <Icon icon={ArrowLeftRight} size={20} />
        <Side who={person} words={t('verify.them', { name, device: person.deviceName })} />
      </div>
      <p className={styles.lead}>{t(words ? 'verify.leadWords' : 'verify.lead', { name })}</p>
      {safety === undefined ? (
        <p className={styles.waiting} role='status'>
          <Spinner size={18} />
          {t('verify.loading')}
        </p>
      ) : (
        <Digits
          label={t(words ? 'verify.wordsName' : 'verify.digitsName')}
          groups={words ? safety.words : safety.digits}
          look={words ? 'words' : 'large'}
        />
      )}
      {safety !== undefined && (
        <p className={styles.other}>
          <span>{t(words ? 'verify.numbers' : 'verify.words')}</span>
          <b dir='ltr'>{(words ? safety.digits.slice(0, 3) : safety.words.slice(0, PREVIEW)).join(' · ')}</b>
          <button type='button' className={styles.link} onClick={() => onAs(words ? 'numbers' : 'words')}>
            {t(words ? 'verify.showNumbers' : 'verify.showWords')}
          </button>
        </p>
      )}
    </div>
  )
}

function Side({ who, words }: { who: Pick<Person, 'name' | 'hue' | 'keyprint'>; words: string }) {
  return (
    <div className={styles.side}>
      <Keyprint seed={who.keyprint} hue={who.hue} size={116}>
        <Avatar name={who.name} hue={who.hue} size='lg' />
      </Keyprint>
      <span>{words}</span>
    </div>
  )
}

export interface CompareFootProps {
  ready: boolean
  busy: boolean
  onScan: () => void
  onDiffer: () => void
  onMatch: () => void
}

export function CompareFoot({ ready, busy, onScan, onDiffer, onMatch }: CompareFootProps) {
  const t = useT()
  const reason = ready ? undefined : t('verify.loading')
  return (
    <>
      <Button className={styles.start ?? ''} kind='ghost' size='lg' icon={ScanLine} onClick={onScan}>
        {t('verify.scan')}
      </Button>
      <Button kind='danger' size='lg' disabledReason={reason} onClick={onDiffer}>
        {t('verify.differ')}
      </Button>
      <Button kind='primary' size='lg' busy={busy} disabledReason={reason} onClick={onMatch}>
        {t('verify.match')}
      </Button>
    </>
  )
}
