/** The name of a channel, checked while it is typed; what was probably meant is one press away. */
import { Hash, Lock } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { MAX_CHANNEL_NAME_CHARS } from '../../../shared/limits.ts'
import type { RoomId } from '../../../shared/model.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Field } from '../../ui/Field.tsx'
import styles from './ChannelDialog.module.css'
import type { NameState } from './nameState.ts'

export interface NameFieldProps {
  label: string
  hint: string
  text: string
  onText: (text: string) => void
  state: NameState
  /** Whether it is the name of a private one. */
  isPrivate?: boolean
  field: RefObject<HTMLInputElement | null>
  onSubmit: () => void
  onOpen: (roomId: RoomId) => void
}

export function NameField(props: NameFieldProps) {
  const { label, hint, text, onText, state, isPrivate = false, field, onSubmit, onOpen } = props
  const says = useSays(state, onText, onOpen)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Field
        ref={field}
        label={label}
        icon={isPrivate ? Lock : Hash}
        value={text}
        onChange={event => onText(event.currentTarget.value)}
        maxLength={MAX_CHANNEL_NAME_CHARS * 8}
        autoComplete='off'
        autoCapitalize='none'
        spellCheck={false}
        hint={says.hint ?? hint}
        error={says.error}
      />
    </form>
  )
}

interface Says {
  hint?: ReactNode
  error?: ReactNode
}

function useSays(state: NameState, onText: (text: string) => void, onOpen: (roomId: RoomId) => void): Says {
  const t = useT()
  switch (state.is) {
    case 'tooLong':
      return { error: t('channels.tooLong') }
    case 'form': {
      const { suggestion } = state
      if (suggestion === null) return { error: t('error.name.form') }
      return {
        error: (
          <>
            {t('error.name.form')}{' '}
            <button type='button' className={styles.link} onClick={() => onText(suggestion)}>
              {t('channels.suggest', { name: suggestion })}
            </button>
          </>
        )
      }
    }
    case 'joined':
      return {
        error: (
          <>
            <Trans id='channels.taken' values={{ name: state.name }} />{' '}
            <button type='button' className={styles.link} onClick={() => onOpen(state.roomId)}>
              {t('channels.open')}
            </button>
          </>
        )
      }
    case 'heard':
      return { hint: <Trans id='channels.heard' values={{ name: state.name, count: state.people }} /> }
    default:
      return {}
  }
}
