/** Trying every address: how far it is, how to stop it, and what came of it in words. */
import { X } from 'lucide-react'
import type { Probe } from '../../../bridge/useProbe.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useNames } from '../../../i18n/names.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import styles from './Doctor.module.css'

export function ProbeBox({ probe }: { probe: Probe }) {
  const t = useT()
  const format = useFormat()
  const { progress, busy, error } = probe
  if (!busy && progress === undefined && error === undefined) return null
  const done = progress?.done ?? 0
  const total = progress?.total ?? 0
  const words =
    progress === undefined
      ? t('network.probe.begins')
      : t('network.probe.asked', { done: format.number(done), total: format.number(total), network: progress.cidr })
  return (
    <section className={styles.probe} aria-label={t('network.probe')}>
      <div className={styles.probeHead}>
        <h3>{t('network.probe')}</h3>
        {busy ? (
          <Button size='sm' onClick={probe.stop}>
            {t('network.probe.stop')}
          </Button>
        ) : (
          <IconButton icon={X} size='sm' label={t('common.dismiss')} onClick={probe.clear} />
        )}
      </div>
      {busy && (
        <>
          <Progress label={t('network.probe')} value={total === 0 ? null : done / total} valueText={words} />
          <p aria-hidden='true'>{words}</p>
        </>
      )}
      {!busy && error !== undefined && (
        <p role='alert' className={styles.failed}>
          <ErrorText error={error} />
        </p>
      )}
      {!busy && error === undefined && <Result probe={probe} />}
    </section>
  )
}

function Result({ probe: { progress, stopped } }: { probe: Probe }) {
  const t = useT()
  const names = useNames()
  const format = useFormat()
  if (progress === undefined) return null
  const { cidr, done, total, found } = progress
  const people = format.list(found.map(account => names.whole(account) ?? t('network.unknown')))
  const counts = { done: format.number(done), total: format.number(total), network: cidr, people, count: found.length }
  return (
    <p role='status'>
      {stopped && done < total && `${t('network.probe.stopped', counts)} `}
      {found.length > 0 ? t('network.probe.found', counts) : t('network.probe.nobody', counts)}
    </p>
  )
}
