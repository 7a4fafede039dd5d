/** How Earshot looks here: theme, contrast, motion, spacing, text size, clock, the Enter key. */
import { AArrowUp, Activity, Clock, Contrast, CornerDownLeft, Minus, Plus, Rows3 } from 'lucide-react'
import { useId } from 'react'
import { DEFAULT_SETTINGS } from '../../../../shared/defaultSettings.ts'
import type { Settings } from '../../../../shared/model.ts'
import { useSettings } from '../../../bridge/queries.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/useT.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import styles from './parts.module.css'
import { Card, PageTitle, Row } from './parts.tsx'

type Set = (change: Partial<Settings>) => void

export function AppearancePage() {
  const t = useT()
  const settings = useSettings().data ?? DEFAULT_SETTINGS
  const save = useCall('settings.set')
  const set: Set = change => void save.run(change)
  return (
    <>
      <PageTitle title={t('settings.appearance')} lead={t('settings.appearance.lead')} />
      {save.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={save.error} />
        </Notice>
      )}
      <Themes value={settings.theme} onChange={theme => set({ theme })} />
      <Card>
        <LookRows settings={settings} set={set} />
        <TextSizeRow percent={settings.textSize} set={set} />
        <TimeAndKeyRows settings={settings} set={set} />
      </Card>
    </>
  )
}

const THEMES = ['system', 'light', 'dark'] as const

function Themes({ value, onChange }: { value: Settings['theme']; onChange: (theme: Settings['theme']) => void }) {
  const t = useT()
  const name = useId()
  return (
    <div role='radiogroup' aria-label={t('settings.theme')} className={styles.themes}>
      {THEMES.map(theme => (
        <label key={theme} className={styles.theme}>
          <span className={`${styles.preview} ${styles[theme]}`} aria-hidden='true'>
            <i />
            <b />
            <u />
            <u />
            <em />
          </span>
          <input type='radio' name={name} value={theme} checked={value === theme} onChange={() => onChange(theme)} />
          <span className={styles.themeName}>{t(`settings.theme.${theme}`)}</span>
        </label>
      ))}
    </div>
  )
}

function LookRows({ settings, set }: { settings: Settings; set: Set }) {
  const t = useT()
  const contrasts: readonly Settings['contrast'][] = ['system', 'standard', 'more']
  const motions: readonly Settings['motion'][] = ['system', 'full', 'less']
  const densities: readonly Settings['density'][] = ['comfortable', 'compact']
  return (
    <>
      <Row icon={Contrast} title={t('settings.contrast')} text={t('settings.contrastText')}>
        <Segmented
          label={t('settings.contrast')}
          value={settings.contrast}
          options={contrasts.map(value => ({ value, label: t(`settings.contrast.${value}`) }))}
          onChange={contrast => set({ contrast })}
        />
      </Row>
      <Row icon={Activity} title={t('settings.motion')} text={t('settings.motionText')}>
        <Segmented
          label={t('settings.motion')}
          value={settings.motion}
          options={motions.map(value => ({ value, label: t(`settings.motion.${value}`) }))}
          onChange={motion => set({ motion })}
        />
      </Row>
      <Row icon={Rows3} title={t('settings.density')} text={t('settings.densityText')}>
        <Segmented
          label={t('settings.density')}
          value={settings.density}
          options={densities.map(value => ({ value, label: t(`settings.density.${value}`) }))}
          onChange={density => set({ density })}
        />
      </Row>
    </>
  )
}

const STEPS = [80, 90, 100, 110, 125, 150, 175, 200]

function TextSizeRow({ percent, set }: { percent: number; set: Set }) {
  const t = useT()
  const smaller = STEPS.findLast(step => step < percent)
  const larger = STEPS.find(step => step > percent)
  return (
    <Row icon={AArrowUp} title={t('settings.textSize')} text={t('settings.textSizeText')}>
      <div className={styles.stepper} role='group' aria-label={t('settings.textSize')}>
        <IconButton
          icon={Minus}
          size='sm'
          label={t('settings.textSize.smaller')}
          disabledReason={smaller === undefined ? t('settings.textSize.smallest') : undefined}
          onClick={() => smaller !== undefined && set({ textSize: smaller })}
        />
        <output>{t('settings.textSize.value', { percent })}</output>
        <IconButton
          icon={Plus}
          size='sm'
          label={t('settings.textSize.larger')}
          disabledReason={larger === undefined ? t('settings.textSize.largest') : undefined}
          onClick={() => larger !== undefined && set({ textSize: larger })}
        />
      </div>
    </Row>
  )
}

function TimeAndKeyRows({ settings, set }: { settings: Settings; set: Set }) {
  const t = useT()
  const format = useFormat()
  const id = useId()
  const clocks: readonly Settings['clock'][] = ['24', '12']
  return (
    <>
      <Row icon={Clock} title={t('settings.clock')} text={t('settings.clockText', { time: format.time(Date.now()) })}>
        <Segmented
          label={t('settings.clock')}
          value={settings.clock}
          options={clocks.map(value => ({ value, label: t(`settings.clock.${value}`) }))}
          onChange={clock => set({ clock })}
        />
      </Row>
      <Row
        icon={CornerDownLeft}
        title={t('settings.enter')}
        titleId={id}
        textId={`${id}-text`}
        text={t(settings.enterSends ? 'settings.enterOn' : 'settings.enterOff')}
      >
        <Switch
          labelledBy={id}
          describedBy={`${id}-text`}
          checked={settings.enterSends}
          onChange={enterSends => set({ enterSends })}
        />
      </Row>
    </>
  )
}
