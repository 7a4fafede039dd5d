/** An invite into a private channel: as a picture, as a link, on paper; for how long, and for how many. */
import { Check, Copy, Printer } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Invite, Room } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Switch } from '../../ui/Switch.tsx'
import styles from './InviteDialog.module.css'
import { PrintSheet } from './PrintSheet.tsx'

export interface InviteDialogProps {
  room: Room
  onClose: () => void
}

const HOURS = ['1', '24', '168', 'null'] as const
type Hours = (typeof HOURS)[number]

export function InviteDialog({ room, onClose }: InviteDialogProps) {
  const t = useT()
  const made = useMade(room)
  const link = made.invite?.link ?? undefined
  const name = `#${room.name}`
  const done = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('invite.title', { name })}
      description={t('invite.lead')}
      closeLabel={t('common.close')}
      initialFocus={done}
      footer={
        <Button ref={done} kind='primary' size='lg' onClick={onClose}>
          {t('invite.done')}
        </Button>
      }
    >
      <div className={styles.invite}>
        <div className={styles.code}>
          {link === undefined ? (
            made.error === undefined && (
              <p className={styles.making} role='status'>
                <Spinner size={20} />
                {t('invite.making')}
              </p>
            )
          ) : (
            <QrCode text={link} label={t('invite.code', { name })} />
          )}
        </div>
        <div className={styles.side}>
          <Terms made={made} />
          {made.invite !== undefined && <Until invite={made.invite} />}
          {link !== undefined && <Ways link={link} name={name} />}
          {made.error !== undefined && (
            <Notice tone='bad' role='alert'>
              <ErrorText error={made.error} />
            </Notice>
          )}
        </div>
        {link !== undefined && <code className={styles.link}>{link}</code>}
      </div>
    </Dialog>
  )
}

interface Made {
  invite: Invite | undefined
  error: unknown
  hours: Hours
  once: boolean
  change: (terms: { hours: Hours; once: boolean }) => void
}

/** Makes one, and another in its place when it is to be good for something else: the one before is taken back. */
function useMade({ roomId }: Room): Made {
  const make = useCall('rooms.invite')
  const revoke = useCall('rooms.revoke')
  const [invite, setInvite] = useState<Invite>()
  const [terms, setTerms] = useState<{ hours: Hours; once: boolean }>({ hours: '24', once: false })
  const turn = useRef(0)
  const again = async (next: typeof terms, before: Invite | undefined): Promise<void> => {
    const mine = ++turn.current
    setTerms(next)
    setInvite(undefined)
    if (before !== undefined) await revoke.run({ roomId, inviteId: before.inviteId })
    const hours = next.hours === 'null' ? null : Number(next.hours)
    const fresh = await make.run({ roomId, hours, once: next.once })
    if (fresh === undefined) return
    if (turn.current === mine) setInvite(fresh)
    else await revoke.run({ roomId, inviteId: fresh.inviteId })
  }
  const first = useRef(again)
  useEffect(() => {
    if (turn.current === 0) void first.current({ hours: '24', once: false }, undefined)
  }, [])
  return { invite, error: make.error ?? revoke.error, ...terms, change: next => void again(next, invite) }
}

function Terms({ made: { hours, once, change } }: { made: Made }) {
  const t = useT()
  const id = useId()
  return (
    <>
      <div className={styles.terms}>
        <h3>{t('invite.works')}</h3>
        <Segmented
          label={t('invite.works')}
          value={hours}
          options={HOURS.map(value => ({ value, label: t(`invite.for.${value}`) }))}
          onChange={next => next !== hours && change({ hours: next, once })}
        />
      </div>
      <div className={styles.once}>
        <span>
          <b id={id}>{t('invite.once')}</b>
          <small id={`${id}-text`}>{t('invite.onceText')}</small>
        </span>
        <Switch
          labelledBy={id}
          describedBy={`${id}-text`}
          checked={once}
          onChange={next => change({ hours, once: next })}
        />
      </div>
    </>
  )
}

function Until({ invite: { expiresAt } }: { invite: Invite }) {
  const t = useT()
  const format = useFormat()
  return (
    <p className={styles.until} role='status'>
      {expiresAt === null ? t('invite.noEnd') : t('invite.until', { when: format.when(expiresAt) })}
    </p>
  )
}

function Ways({ link, name }: { link: string; name: string }) {
  const t = useT()
  const announce = useAnnounce()
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => {
        setCopied(true)
        announce(t('invite.copied'))
      },
      () => setCopied(false) // the link is there to be selected
    )
  }
  return (
    <div className={styles.ways}>
      <Button icon={copied ? Check : Copy} onClick={copy}>
        {t(copied ? 'invite.copied' : 'invite.copy')}
      </Button>
      <Button icon={Printer} onClick={() => window.print()}>
        {t('invite.print')}
      </Button>
      <PrintSheet name={name} link={link} />
    </div>
  )
}
