/** Somebody’s address to type, and one’s own to hand on. */
import { Check, Copy } from 'lucide-react'
import { type FormEvent, type Ref, useState } from 'react'
import type { NetworkState } from '../../../shared/model.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import styles from './AddDialog.module.css'
import type { Add } from './useAdd.ts'
import { WaysOut, type WaysOutProps } from './WaysOut.tsx'

export interface AddressTabProps extends Omit<WaysOutProps, 'add'> {
  field: Ref<HTMLInputElement>
  add: Add
  network: NetworkState | undefined
}

export function AddressTab({ field, add, network, ...out }: AddressTabProps) {
  const t = useT()
  const [address, setAddress] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (address.trim() !== '' && !add.busy) void add.add(address)
  }
  return (
    <div className={styles.parts}>
      <form onSubmit={submit}>
        <Field
          ref={field}
          label={t('add.theirAddress')}
          value={address}
          spellCheck={false}
          autoComplete='off'
          autoCapitalize='none'
          dir='ltr'
          maxLength={4096}
          hint={t(add.busy ? 'add.trying' : 'add.addressHint')}
          error={add.error === undefined ? undefined : <ErrorText error={add.error} />}
          onChange={event => {
            setAddress(event.currentTarget.value)
            add.clear()
          }}
        />
        <WaysOut add={add} {...out} />
        <Button
          kind='primary'
          type='submit'
          size='lg'
          busy={add.busy}
          disabledReason={address.trim() === '' ? t('add.needed') : undefined}
        >
          {t('add.go')}
        </Button>
      </form>
      <OwnAddresses addresses={network?.addresses ?? []} />
    </div>
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
        announce(t('add.copied'))
      },
      () => setCopied(null) // the address is there to be selected
    )
  }
  return (
    <section className={styles.own}>
      <h3>{t('add.own')}</h3>
      <p>{t(addresses.length === 0 ? 'add.ownNone' : 'add.ownText')}</p>
      <ul>
        {addresses.map(address => (
          <li key={address}>
            <code>{address}</code>
            <IconButton
              icon={copied === address ? Check : Copy}
              size='sm'
              label={copied === address ? t('add.copied') : t('add.copyAddress', { address })}
              onClick={() => copy(address)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
