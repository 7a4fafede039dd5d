/** The topic, and a line to change it in. Everybody in the channel may. */
import { Pencil } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { MAX_TOPIC_CHARS } from '../../../../shared/limits.ts'
import type { Room } from '../../../../shared/model.ts'
import { optionalLine } from '../../../../shared/names.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { errorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import styles from './Details.module.css'

export function TopicEditor({ room: { roomId, topic, closed } }: { room: Room }) {
  const t = useT()
  const change = useRef<HTMLButtonElement>(null)
  const [editing, setEditing] = useState(false)
  const done = (): void => {
    setEditing(false)
    setTimeout(() => change.current?.focus()) // once it is there again
  }
  if (editing) return <TopicForm roomId={roomId} topic={topic} onDone={done} />
  return (
    <>
      <p className={topic === '' ? styles.none : styles.topic} dir='auto'>
        {topic === '' ? t('room.topicNone') : topic}
      </p>
      {closed === null && (
        <div>
          <Button ref={change} size='sm' icon={Pencil} onClick={() => setEditing(true)}>
            {t(topic === '' ? 'room.topicAdd' : 'room.topicEdit')}
          </Button>
        </div>
      )}
    </>
  )
}

function TopicForm({ roomId, topic, onDone }: Pick<Room, 'roomId' | 'topic'> & { onDone: () => void }) {
  const t = useT()
  const [text, setText] = useState(topic)
  const set = useCall('rooms.topic')
  const kept = optionalLine(text, MAX_TOPIC_CHARS)
  const wrong = kept === undefined ? t('error.topic.form') : set.error === undefined ? null : errorText(t, set.error)

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (kept === undefined || set.busy) return
    if (kept === topic || (await set.run({ roomId, topic: kept })) !== undefined) onDone()
  }
  return (
    <form
      className={styles.form}
      onSubmit={event => void save(event)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault() // leaves the line, not the panel
        event.stopPropagation()
        onDone()
      }}
    >
      <Field
        label={t('room.topic')}
        hideLabel
        size='sm'
        dir='auto'
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
        autoFocus
        autoComplete='off'
        maxLength={MAX_TOPIC_CHARS * 4}
        value={text}
        hint={t('room.topicHint')}
        error={wrong}
        onChange={event => {
          set.clear()
          setText(event.currentTarget.value)
        }}
      />
      <div className={styles.buttons}>
        <Button kind='ghost' size='sm' onClick={onDone}>
          {t('room.cancel')}
        </Button>
        <Button kind='primary' size='sm' type='submit' busy={set.busy}>
          {t('room.save')}
        </Button>
      </div>
    </form>
  )
}
