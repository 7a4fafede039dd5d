/** A composer alone, on a core that answers only what a composer asks. */
import './browserGaps.ts'
import { fireEvent, render, screen } from '@testing-library/react'
import { useMemo, useRef, useState } from 'react'
import { BridgeProvider, useConnection } from '../../renderer/bridge/BridgeProvider.tsx'
import { Composer } from '../../renderer/features/timeline/composer/Composer.tsx'
import { useUnsent } from '../../renderer/features/timeline/composer/unsent.ts'
import { useRoomDraft, useThreadDraft } from '../../renderer/features/timeline/composer/useDraft.ts'
import { useSend } from '../../renderer/features/timeline/composer/useSend.ts'
import type { Composing } from '../../renderer/features/timeline/roomContext.ts'
import { LanguageProvider } from '../../renderer/i18n/LanguageProvider.tsx'
import { TooltipProvider } from '../../renderer/ui/Tooltip.tsx'
import { type Contract, contract } from '../../shared/bridge/contract.ts'
import type { Handlers, Input } from '../../shared/bridge/rpc.ts'
import { serve } from '../../shared/bridge/serve.ts'
import type { EventId, Person, TimelineEvent } from '../../shared/model.ts'
import { busyRooms, roomOf } from '../ui/scenarios.ts'
import { carrierPair } from './carrierPair.ts'
import { makeEvent, ROOM } from './makeEvent.ts'

type Sent = Input<Contract, 'timeline.send'>
type Edited = Input<Contract, 'timeline.edit'>

export interface Given {
  draft?: string
  enterSends?: boolean
  members?: readonly Person[]
  /** The messages above the composer. */
  loaded?: readonly TimelineEvent[]
  /** Writes in the thread of this message. */
  thread?: EventId
  alsoInRoom?: boolean
  composing?: Composing
  onSend?: (sent: Sent) => TimelineEvent | Promise<TimelineEvent>
  onEdit?: (edited: Edited) => TimelineEvent
}

function Under({ draft = '', enterSends = true, members = [], loaded = [], thread, alsoInRoom, ...given }: Given) {
  const place = thread ?? ROOM
  const field = useRef<HTMLTextAreaElement>(null)
  const sending = useSend(ROOM, () => {}, thread)
  const unsent = useUnsent(place)
  const [composing, setComposing] = useState<Composing | null>(given.composing ?? null)
  const room = useMemo(() => roomOf('everyone', { roomId: ROOM, draft }), [draft])
  const roomDraft = useRoomDraft(room)
  const threadDraft = useThreadDraft(thread ?? makeEvent(0).eventId, draft)
  return (
    <section>
      {loaded.map(event => (
        <button key={event.eventId} type='button' data-row={event.eventId}>
          {event.body}
        </button>
      ))}
      <Composer
        label='Message #everyone'
        draft={thread === undefined ? roomDraft : threadDraft}
        sending={sending}
        members={members}
        loaded={loaded}
        composing={composing}
        onComposing={setComposing}
        enterSends={enterSends}
        field={field}
        alsoInRoom={alsoInRoom ?? false}
      />
      {unsent.map(one => (
        <button key={one.key} type='button' onClick={() => sending.retry(one)}>
          {`${one.code}: ${one.body}`}
        </button>
      ))}
      {loaded.map(event => (
        <button key={event.eventId} type='button' onClick={() => setComposing({ kind: 'edit', event })}>
          {`Edit ${event.body}`}
        </button>
      ))}
    </section>
  )
}
const Open = (props: Given) => (useConnection().bridge === null ? null : <Under {...props} />)

export async function write(given: Given = {}) {
  const { onSend = () => makeEvent(1, { mine: true }), onEdit = () => makeEvent(1, { mine: true }) } = given
  const sent: Sent[] = []
  const edited: Edited[] = []
  const drafts: string[] = []
  const redacted: EventId[] = []
  const [ui, host] = carrierPair()
  const handlers: Partial<Handlers<Contract>> = {
    'rooms.list': () => busyRooms(),
    'timeline.send': input => {
      sent.push(input)
      return onSend(input)
    },
    'timeline.edit': input => {
      edited.push(input)
      return onEdit(input)
    },
    'timeline.redact': ({ eventId }) => {
      redacted.push(eventId)
      return makeEvent(1, { mine: true, deleted: true, body: '' })
    },
    'rooms.draft': ({ text }) => void drafts.push(text),
    'threads.draft': ({ text }) => void drafts.push(text)
  }
  serve(contract, handlers as Handlers<Contract>, host)
  const open = async () => ui
  const view = render(
    <LanguageProvider direction='ltr'>
      <TooltipProvider>
        <BridgeProvider open={open}>
          <Open {...given} />
        </BridgeProvider>
      </TooltipProvider>
    </LanguageProvider>
  )
  await screen.findByRole('textbox')
  /** The field that is in use. */
  const field = (): HTMLTextAreaElement => screen.getByRole('textbox')
  const type = (value: string): void => {
    fireEvent.input(field(), { target: { value } })
    field().setSelectionRange(value.length, value.length)
    fireEvent.select(field())
  }
  const press = (key: string, over: object = {}): boolean => fireEvent.keyDown(field(), { key, ...over })
  return { sent, edited, drafts, redacted, field, type, press, view, bodies: () => sent.map(({ body }) => body) }
}
