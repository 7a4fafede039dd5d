/** A message's Markdown as React elements: no HTML, no pictures, nothing fetched, links only where safeUrl allows. */
import { Component, createContext, memo, type ReactNode, useContext } from 'react'
import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import type { AccountId, Mention } from '../../../shared/model.ts'
import { classNames } from '../../ui/classNames.ts'
import { CodeBlock, codeOf } from './CodeBlock.tsx'
import { InviteLink } from './InviteLink.tsx'
import { isInvite, remarkInviteLinks } from './inviteLinks.ts'
import styles from './MessageBody.module.css'
import { MessageLink } from './MessageLink.tsx'
import { remarkMentions } from './mentions.ts'
import { linkedMessage, remarkMessageLinks } from './messageLinks.ts'
import { nestsTooDeep } from './nesting.ts'
import { ShowPerson } from './roomContext.ts'
import { safeUrl } from './safeUrl.ts'

/** Text without any of these is shown as it is: most messages need no parser. */
const MAYBE_MARKDOWN = /[*_`~[\]#>|\\<&\n-]|:\/\/|earshot:|www\.|@|^\s*\d+[.)]\s/

/** The account that mentions are for: a chip of its own for oneself. */
const Me = createContext<AccountId | null>(null)

function MentionChip({ account, children }: { account: unknown; children: ReactNode }) {
  const me = useContext(Me)
  const show = useContext(ShowPerson)
  const other = typeof account === 'string' && account !== me ? (account as AccountId) : undefined
  if (show !== null && other !== undefined) {
    return (
      <button type='button' className={styles.mention} tabIndex={-1} onClick={() => show(other)}>
        {children}
      </button>
    )
  }
  return (
    <span className={classNames(styles.mention, me !== null && account === me && styles.mentionMe)}>{children}</span>
  )
}

const flat = ({ children }: { children?: ReactNode }) => (
  <p>
    <strong>{children}</strong>
  </p>
)

// Only children are handed on: no id, class or style of a message's making reaches the page.
const COMPONENTS: Components = {
  a({ href, children }) {
    const linked = linkedMessage(href ?? '')
    if (linked !== undefined) return <MessageLink eventId={linked} />
    if (href === undefined || href === '') return <span>{children}</span>
    if (isInvite(href)) return <InviteLink link={href} />
    return (
      <a href={href} title={href} target='_blank' rel='noopener noreferrer'>
        {children}
      </a>
    )
  },
  img: ({ src, alt }) => {
    const href = typeof src === 'string' ? safeUrl(src) : undefined
    const words = alt === undefined || alt === '' ? (href ?? '') : alt
    if (href === undefined) return <span>{words}</span>
    return (
      <a href={href} title={href} target='_blank' rel='noopener noreferrer'>
        {words}
      </a>
    )
  },
  p: ({ children }) => <p>{children}</p>,
  h1: flat,
  h2: flat,
  h3: flat,
  h4: flat,
  h5: flat,
  h6: flat,
  br: () => null, // the line end that follows it breaks the line
  hr: () => <hr />,
  input: ({ checked }) => <span>{checked === true ? '☑ ' : '☐ '}</span>,
  ul: ({ children }) => <ul>{children}</ul>,
  ol: ({ children, start }) => <ol start={start}>{children}</ol>,
  li: ({ children }) => <li>{children}</li>,
  section: ({ children }) => <div>{children}</div>,
  mark: ({ node, children }) => <MentionChip account={node?.properties.dataAccount}>{children}</MentionChip>,
  sup: ({ children }) => <sup>{children}</sup>,
  blockquote: ({ children }) => <blockquote>{children}</blockquote>,
  code: ({ children }) => <code>{children}</code>,
  pre: ({ node }) => <CodeBlock {...codeOf(node)} />,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
    <div className={styles.table} tabIndex={0}>
      <table>{children}</table>
    </div>
  )
}

const ELEMENTS =
  'a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img input li mark ol p pre section strong sup table tbody td th thead tr ul'.split(
    ' '
  )

export interface MessageBodyProps {
  body: string
  mentions?: readonly Mention[]
  /** Whose mentions stand out. */
  me?: AccountId
  /** Glued to the last word: the delivery glyph. */
  trail?: ReactNode
}

const NOBODY: readonly Mention[] = []

/** The address as it is followed, here or out of Earshot; '' where it is not. */
const followed = (url: string): string =>
  linkedMessage(url) !== undefined || isInvite(url) ? url : (safeUrl(url) ?? '')

export const MessageBody = memo(function MessageBody({ body, mentions = NOBODY, me, trail }: MessageBodyProps) {
  const plugins = [
    [remarkGfm, { singleTilde: false }],
    remarkInviteLinks,
    [remarkMentions, { mentions }],
    remarkMessageLinks
  ]
  return (
    <div className={styles.body} dir='auto'>
      <Me value={me ?? null}>
        <Fallback key={body} text={body}>
          {MAYBE_MARKDOWN.test(body) && !nestsTooDeep(body) ? (
            <Markdown
              remarkPlugins={plugins as never}
              components={COMPONENTS}
              allowedElements={ELEMENTS}
              unwrapDisallowed
              urlTransform={followed}
            >
              {body}
            </Markdown>
          ) : (
            <p>{body}</p>
          )}
        </Fallback>
      </Me>
      {trail}
    </div>
  )
})

/** A text that the parser cannot cope with is shown as it was written. */
class Fallback extends Component<{ text: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }
  override render(): ReactNode {
    return this.state.failed ? <p>{this.props.text}</p> : this.props.children
  }
}
