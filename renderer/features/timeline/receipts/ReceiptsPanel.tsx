/** What every other member has of an own message: read, here, or not yet; when that was learnt; and how near they are. */
import type { MemberReceipt, TimelineEvent } from '../../../../shared/model.ts'
import { useSettings } from '../../../bridge/queries.ts'
import { useAsked } from '../../../bridge/useAsked.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { type Format, useFormat } from '../../../i18n/format.ts'
import { type T, useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/classNames.ts'
import { DeliveryGlyph } from '../../../ui/DeliveryGlyph.tsx'
import { EarshotMark } from '../../../ui/EarshotMark.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { changesOf } from '../changesOf.ts'
import { plainText } from '../plainText.ts'
import { inOrder } from './order.ts'
import styles from './ReceiptsPanel.module.css'

export interface ReceiptsPanelProps {
  event: TimelineEvent
  onClose: () => void
}

export function ReceiptsPanel({ event, onClose }: ReceiptsPanelProps) {
  const t = useT()
  const { data, error, retry } = useAsked('timeline.receipts', { eventId: event.eventId }, changesOf(event))
  const told = useSettings().data?.readReceipts ?? true
  const receipts = data === undefined ? [] : inOrder(data)
  const read = receipts.filter(({ state }) => state === 'read').length
  const has = receipts.filter(({ state }) => state !== 'waiting').length
  return (
    <SidePanel
      label={t('receipts.title')}
      title={
        <>
          {t('receipts.title')}
          {data !== undefined && <small>{t('receipts.count', { read, of: receipts.length })}</small>}
        </>
      }
      closeLabel={t('receipts.close')}
      onClose={onClose}
    >
      <div className={styles.about}>
        <p className={styles.quote} dir='auto'>
          {plainText(t, event.body)}
        </p>
        {data !== undefined && <p className={styles.summary}>{t('receipts.summary', { has, of: receipts.length })}</p>}
        {!told && <Notice>{t('receipts.off')}</Notice>}
        {error !== undefined && (
          <Notice tone='bad' role='alert' action={<Button onClick={retry}>{t('common.tryAgain')}</Button>}>
            <ErrorText error={error} />
          </Notice>
        )}
      </div>
      {receipts.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
        <ul className={styles.people} tabIndex={0} aria-label={t('receipts.list')}>
          {receipts.map(receipt => (
            <ReceiptRow key={receipt.person.account} receipt={receipt} />
          ))}
        </ul>
      )}
    </SidePanel>
  )
}

const GLYPH = { read: 'read', held: 'delivered', waiting: 'waiting' } as const

function ReceiptRow({ receipt: { person, state, at, near } }: { receipt: MemberReceipt }) {
  const t = useT()
  const format = useFormat()
  return (
    <li className={styles.person}>
      <Avatar name={person.name} hue={person.hue} grey={!near} />
      <div className={styles.words}>
        <b>{person.name}</b>
        <small className={classNames(styles.state, state === 'waiting' && styles.waiting)}>
          <DeliveryGlyph state={GLYPH[state]} size={14} />
          <span>{stateWords(t, format, state, at)}</span>
        </small>
      </div>
      <small className={styles.near}>
        <EarshotMark nearness={near ? 'direct' : 'out'} size={14} />
        <span>{t(near ? 'receipts.near' : 'receipts.out')}</span>
      </small>
    </li>
  )
}

function stateWords(t: T, format: Format, state: MemberReceipt['state'], at: number | null): string {
  if (state === 'waiting') return t('receipts.waiting')
  return at === null ? t(`receipts.${state}Unknown`) : t(`receipts.${state}`, { when: format.when(at) })
}
