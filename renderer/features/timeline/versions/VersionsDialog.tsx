/** Every text a message has had, newest first, each with what it changed. */
import { useMemo } from 'react'
import type { TimelineEvent, Version } from '../../../../shared/model.ts'
import { useAsked } from '../../../bridge/useAsked.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { changesOf } from '../changesOf.ts'
import styles from './VersionsDialog.module.css'
import { type Piece, wordDiff } from './wordDiff.ts'

export interface VersionsDialogProps {
  event: TimelineEvent
  onClose: () => void
}

export function VersionsDialog({ event, onClose }: VersionsDialogProps) {
  const t = useT()
  const { data, error, retry } = useAsked('timeline.versions', { eventId: event.eventId }, changesOf(event))
  return (
    <Dialog
      open
      size='md'
      onClose={onClose}
      title={t('versions.title')}
      description={t('versions.text', { name: event.sender.name, count: data?.length ?? 0 })}
      closeLabel={t('common.close')}
    >
      {error !== undefined && (
        <Notice tone='bad' role='alert' action={<Button onClick={retry}>{t('common.tryAgain')}</Button>}>
          <ErrorText error={error} />
        </Notice>
      )}
      {data !== undefined && <Versions versions={data} />}
    </Dialog>
  )
}

/** The oldest is shown as it was; every other one with what it took away and what it put in. */
function Versions({ versions }: { versions: readonly Version[] }) {
  const t = useT()
  const format = useFormat()
  const shown = useMemo(
    () =>
      versions
        .map(({ body, at }, i) => ({ at, pieces: wordDiff(versions[i - 1]?.body ?? body, body), first: i === 0 }))
        .reverse(),
    [versions]
  )
  return (
    <ol className={styles.versions} aria-label={t('versions.list')}>
      {shown.map(({ at, pieces, first }, i) => (
        <li key={versions.length - i} className={styles.version}>
          <p className={styles.meta}>
            <b>{i === 0 ? t('versions.newest') : first ? t('versions.first') : t('versions.earlier')}</b>
            <time dateTime={new Date(at).toISOString()}>{format.when(at)}</time>
          </p>
          <p className={styles.body} dir='auto'>
            {pieces.map((piece, n) => (
              <Changed key={n} piece={piece} />
            ))}
          </p>
        </li>
      ))}
    </ol>
  )
}

function Changed({ piece: { kind, text } }: { piece: Piece }) {
  const t = useT()
  if (kind === 'same') return text
  const Mark = kind === 'added' ? 'ins' : 'del'
  return (
    <Mark>
      <VisuallyHidden>{t(`versions.${kind}`)} </VisuallyHidden>
      {text}
    </Mark>
  )
}
