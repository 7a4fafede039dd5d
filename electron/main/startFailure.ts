/** What a person reads when the core cannot start: there is no window yet, so it is a box of the system. */
import { ChatError } from '../../shared/errors.ts'

export interface StartFailure {
  title: string
  text: string
}

const WORDS: Partial<Record<string, StartFailure>> = {
  'store.in-use': {
    title: 'Earshot is already running with this folder',
    text: 'Another Earshot on this computer, perhaps one without a window, has it open. End that one first.'
  },
  'db.damaged': {
    title: 'Part of the history on this computer is damaged',
    text: 'Nothing was changed. If you have a copy of the folder, put it back and start again.'
  },
  'db.newer': {
    title: 'This history was written by a newer Earshot',
    text: 'Nothing was changed. Update Earshot on this computer, then start again.'
  },
  'msg.disk': {
    title: 'The disk is full',
    text: 'Earshot needs a little room to start. Nothing was lost.'
  }
}

export const startFailure = (err: unknown): StartFailure =>
  (err instanceof ChatError ? WORDS[err.code] : undefined) ?? {
    title: 'Earshot could not start',
    text: 'Something went wrong on this computer. Nothing was changed. Starting again may help.'
  }
