/** Adding somebody who cannot be heard: by their address, or by handing them one of one's own. */
import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import type { NetworkState, Person } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import styles from './AddDialog.module.css'

export interface AddDialogProps {
  open: boolean
  network: NetworkState | undefined
  onClose: () => void
  onAdded: (person: Person) => void
}

export function AddDialog({ open, ...rest }: AddDialogProps) {
  // what was typed is gone once it closes
  return open ? <OpenDialog {...rest} /> : null
}

function OpenDialog({ network, onClose, onAdded }: Omit<AddDialogProps, 'open'>) {
  const t = useT()
  const announce = useAnnounce()
  const connect = useCall('people.connect')
  const [address, setAddress] = useState('')
  const field = useRef<HTMLInputElement>(null)

  const add = async (): Promise<void> => {
    if (address.trim() === '' || connect.busy) return
    const person = await connect.run({ address: address.trim() })
    if (person === undefined) return void field.current?.focus()
    announce(t('nearby.added', { name: person.name }))
    onAdded(person)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('nearby.addTitle')}
      closeLabel={t('common.close')}
      initialFocus={field}
      onPrimary={() => void add()}
    >
      <div className={styles.parts}>
        <form
          onSubmit={event => {
            event.preventDefault()
            void add()
          }}
        >
          <Field
            ref={field}
            label={t('nearby.address')}
            value={address}
            spellCheck={false}
            autoComplete='off'
            autoCapitalize='none'
            dir='ltr'
            maxLength={4096}
            hint={t(connect.busy ? 'nearby.trying' : 'nearby.addressHint')}
            error={connect.error === undefined ? undefined : <ErrorText error={connect.error} />}
            onChange={event => {
              setAddress(event.currentTarget.value)
              connect.clear()
            }}
          />
          <Button
            kind='primary'
            type='submit'
            size='lg'
            busy={connect.busy}
            disabledReason={address.trim() === '' ? t('nearby.addressNeeded') : undefined}
          >
            {t('nearby.addressGo')}
          </Button>
        </form>
        <OwnAddresses addresses={network?.addresses ?? []} />
      </div>
    </Dialog>
  )
}

function OwnAddresses({ addresses }: { addresses: readonly string[] }) {
  const t = useT()
  const [copied, setCopied] = useState<string | null>(null)
  const announce = useAnnounce()
  const copy = (address: string): void => {
    void navigator.clipboard.writeText(address).then(
      () => {
        setCopied(address)
        announce(t('nearby.copied'))
      },
      () => setCopied(null) // the address is there to be selected
    )
  }
  return (
    <section className={styles.own}>
      <h3>{t('nearby.own')}</h3>
      <p>{t(addresses.length === 0 ? 'nearby.ownNone' : 'nearby.ownText')}</p>
      <ul>
        {addresses.map(address => (
          <li key={address}>
            <code>{address}</code>
            <IconButton
              icon={copied === address ? Check : Copy}
              size='sm'
              label={copied === address ? t('nearby.copied') : t('nearby.copyAddress', { address })}
              onClick={() => copy(address)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
