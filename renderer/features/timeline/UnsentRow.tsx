/** A text the core refused: it stays in view with its reason, to try again or to let go. Never lost by itself. */
import type { ErrorCode } from '../../../shared/errors.ts'
import type { MessageId } from '../../i18n/catalogue.ts'
import { useFormat } from '../../i18n/format.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { DeliveryGlyph } from '../../ui/DeliveryGlyph.tsx'
import styles from './Message.module.css'
import { MessageBody } from './MessageBody.tsx'
import type { RowPlace } from './MessageRow.tsx'
import { plainText } from './plainText.ts'
import { useRoomContext } from './roomContext.ts'
import type { UnsentRow as Row } from './rows.ts'

/** The words of the code, but where they would not say that it was not sent. */
const reasonOf = (code: ErrorCode): MessageId =>
  code === 'offline' || code === 'internal' ? `timeline.unsent.${code}` : `error.${code}`

export function UnsentRow({ row, setSize, posInSet, active }: { row: Row } & RowPlace) {
  const t = useT()
  const format = useFormat()
  const { me, retry, discard } = useRoomContext()
  const { unsent, grouped } = row
  return (
    <div
      role='listitem'
      className={styles.item}
      aria-label={t('timeline.unsent.name', { name: me.name, text: plainText(t, unsent.body) })}
      aria-setsize={setSize}
      aria-posinset={posInSet}
      tabIndex={active ? 0 : -1}
      data-row={row.key}
    >
      <div className={classNames(styles.message, grouped && styles.grouped)}>
        <div className={styles.gutter}>{!grouped && <Avatar name={me.name} hue={me.hue} />}</div>
        <div>
          {!grouped && (
            <header className={styles.head}>
              <span className={styles.name}>{me.name}</span>
              <span className={styles.you}>{t('person.you')}</span>
              <time dateTime={new Date(unsent.at).toISOString()}>{format.time(unsent.at)}</time>
            </header>
          )}
          <MessageBody body={unsent.body} />
          <div className={classNames(styles.state, styles.failed)}>
            <DeliveryGlyph state='failed' size={14} />
            <span>
              <Trans id={reasonOf(unsent.code)} />
            </span>
            <button type='button' className={styles.link} onClick={() => retry(unsent)}>
              {t('common.tryAgain')}
            </button>
            <button type='button' className={styles.link} onClick={() => discard(unsent)}>
              {t('timeline.unsent.discard')}
            </button>
          </div>
        </div>
      </div>
    </div>
  )
}
