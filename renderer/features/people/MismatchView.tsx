/** They differ: what that may mean, and the two ways out. */
import { ShieldAlert } from 'lucide-react'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

export function MismatchView({ name }: { name: string }) {
  const t = useT()
  return (
    <Notice tone='bad' icon={ShieldAlert} role='alert'>
      {t('mismatch.text', { name })}
    </Notice>
  )
}

export function MismatchFoot({ name, onBlock, onAgain }: { name: string; onBlock: () => void; onAgain: () => void }) {
  const t = useT()
  return (
    <>
      <Button kind='danger' size='lg' onClick={onBlock}>
        {t('mismatch.block', { name })}
      </Button>
      <Button size='lg' onClick={onAgain}>
        {t('mismatch.again')}
      </Button>
    </>
  )
}
