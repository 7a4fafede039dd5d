/**
 * Links that let somebody into a private channel, as people paste them among their words. Here only their form counts: whether
 * one is whole, and what it says, is read by the core once it is pressed. Pure.
 * Spec: docs/protocol/18-membership.md
 */
const PREFIX = 'earshot://join/1/'
const MOST_CHARS = 1_024
const WHOLE = /^earshot:\/\/join\/1\/[\w-]+$/
const RUN = /^earshot:\/\/join\/1\/([\w-]+)/

/** Whether an address has the form of an invite. */
export const isInvite = (address: string): boolean => address.length <= MOST_CHARS && WHOLE.test(address)

/**
 * How much of the text, from its start, is an invite: 0 where none begins there. `marked`: a _ stands before it, so those
 * behind it are marks too.
 */
export function inviteLength(text: string, marked = false): number {
  let written = RUN.exec(text)?.[1] ?? ''
  if (marked) written = written.replace(/_+$/, '')
  // base64url of whole bytes ends with - or _ only where its length divides by four: else these belong to the sentence
  while (/[-_]$/.test(written) && written.length % 4 !== 0) written = written.slice(0, -1)
  const length = PREFIX.length + written.length
  return written === '' || length > MOST_CHARS ? 0 : length
}

const LABELLED = /!?\[[^\]\n]*\]\(<?(earshot:\/\/join\/1\/[\w-]+)>?\)/g
const BARE = /(?<![0-9A-Za-z+.-])earshot:\/\/join\/1\/[\w-]+/g

/** The text with words in place of its invites: they have hundreds of letters that say nothing to who hears them. */
export const nameInvites = (text: string, words: string): string =>
  text.replace(LABELLED, '$1').replace(BARE, (run, at: number) => {
    const length = inviteLength(run, text[at - 1] === '_')
    return length === 0 ? run : words + run.slice(length)
  })

/** As much of micromark, the parser below remark, as is needed here. */
type Code = number | null
type State = (code: Code) => State | undefined
interface Effects {
  enter(type: string): void
  exit(type: string): void
  consume(code: Code): void
  check(construct: Construct, ok: State, nok: State): State
}
interface Construct {
  tokenize: (this: { previous: Code }, effects: Effects, ok: State, nok: State) => State
  previous?: (code: Code) => boolean
  partial?: boolean
}

/** As much of a Markdown tree as is needed here. */
interface Node {
  type: string
  url?: string
  children?: Node[]
}

interface Processor {
  data(): { micromarkExtensions?: unknown[] }
}

function plugin(this: Processor): (tree: Node) => void {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { text: { [char('e')]: invite } }]
  return tree => unlink(tree, false)
}

/**
 * A plugin for remark: bare invites become links, but not in code and in other links. They are read before the marks of
 * Markdown are: an invite may have _ in it anywhere, and two of them would make what is between slanted, and be gone.
 */
export const remarkInviteLinks = plugin

const invite: Construct = { tokenize, previous: code => !continues(code) }

function tokenize(this: { previous: Code }, effects: Effects, ok: State, nok: State): State {
  const marked = this.previous === char('_')
  let left = 0
  const ahead: Construct = {
    partial: true,
    tokenize(effects, ok, nok) {
      let text = ''
      effects.enter('data')
      const read: State = code => {
        if (code !== null && code > 0 && text.length <= MOST_CHARS && /[\w:/-]/.test(String.fromCharCode(code))) {
          text += String.fromCharCode(code)
          effects.consume(code)
          return read
        }
        effects.exit('data')
        left = inviteLength(text, marked)
        return left === 0 ? nok(code) : ok(code)
      }
      return read
    }
  }
  const take: State = code => {
    if (left-- > 0) {
      effects.consume(code)
      return take
    }
    effects.exit('autolinkProtocol')
    effects.exit('autolink')
    return ok(code)
  }
  const begin: State = code => {
    effects.enter('autolink') // what <…> gives: the tree knows it
    effects.enter('autolinkProtocol')
    return take(code)
  }
  return effects.check(ahead, begin, nok)
}

const char = (text: string): number => text.charCodeAt(0)

/** Whether a letter goes on behind it: then what follows is the end of a word, or of another scheme's name. */
const continues = (code: Code): boolean => code !== null && code > 0 && /[0-9A-Za-z+.-]/.test(String.fromCharCode(code))

/** A link leads to one place: an invite in another link's words is a word. */
function unlink(node: Node, inLink: boolean): void {
  const within = inLink || node.type === 'link' || node.type === 'linkReference'
  node.children = node.children?.flatMap(child => {
    unlink(child, within)
    return within && child.type === 'link' && isInvite(child.url ?? '') ? (child.children ?? []) : [child]
  }) as Node[]
}
