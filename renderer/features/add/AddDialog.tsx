/** Adding somebody who cannot be heard: by a code, shown or scanned, or by an address. */
import { QrCode as QrIcon, Route } from 'lucide-react'
import { useRef, useState } from 'react'
import type { NetworkState, Person } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { AddressTab } from './AddressTab.tsx'
import { CodeTab } from './CodeTab.tsx'
import { useAdd } from './useAdd.ts'

export interface AddDialogProps {
  open: boolean
  network: NetworkState | undefined
  onClose: () => void
  onAdded: (person: Person) => void
  onDoctor: () => void
  onSettings: () => void
}

export function AddDialog({ open, ...rest }: AddDialogProps) {
  // what was typed is gone once it closes
  return open ? <OpenDialog {...rest} /> : null
}

type Tab = 'code' | 'address'

function OpenDialog({ network, onClose, onAdded, onDoctor, onSettings }: Omit<AddDialogProps, 'open'>) {
  const t = useT()
  const [tab, setTab] = useState<Tab>('code')
  const field = useRef<HTMLInputElement>(null)
  const add = useAdd(onAdded)
  const Shown = { code: CodeTab, address: AddressTab }[tab]
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('add.title')}
      closeLabel={t('common.close')}
      initialFocus={field}
      onPrimary={() => field.current?.form?.requestSubmit()}
      beside={
        <Segmented
          label={t('add.how')}
          as='tablist'
          panelId='add-tab'
          value={tab}
          options={[
            { value: 'code', label: t('add.code'), icon: QrIcon },
            { value: 'address', label: t('add.address'), icon: Route }
          ]}
          onChange={next => {
            add.clear()
            setTab(next)
          }}
        />
      }
    >
      <div id='add-tab' role='tabpanel' aria-labelledby={`add-tab-${tab}`}>
        <Shown field={field} add={add} network={network} onDoctor={onDoctor} onSettings={onSettings} />
      </div>
    </Dialog>
  )
}
