/** Links to messages, as they are copied and pasted: 'earshot:message/' and the message's id. Pure, but for the context. */
import { createContext } from 'react'
import type { EventId } from '../../../shared/model.ts'

const LINK = /earshot:message\/[0-9a-f]{64}(?![0-9A-Za-z])/g
const SCHEME = 'earshot:message/'

export const linkTo = (eventId: EventId): string => `${SCHEME}${eventId}`

/** The message that an address leads to. */
export function linkedMessage(address: string): EventId | undefined {
  const id = address.startsWith(SCHEME) ? address.slice(SCHEME.length) : ''
  return /^[0-9a-f]{64}$/.test(id) ? (id as EventId) : undefined
}

/** Goes to a message that a link names; null where links lead nowhere. */
export const OpenLinked = createContext<((eventId: EventId) => void) | null>(null)

/** As much of a Markdown tree as is needed here. */
interface Node {
  type: string
  value?: string
  url?: string
  children?: Node[]
}

/** A plugin for remark: bare links to messages become links, but not in code and in other links. */
export const remarkMessageLinks = () => link

function link(node: Node): void {
  if (node.children === undefined || node.type === 'link' || node.type === 'linkReference') return
  node.children = node.children.flatMap(child => {
    if (child.type !== 'text' || child.value === undefined || !child.value.includes(SCHEME)) {
      link(child)
      return [child]
    }
    return parted(child.value)
  })
}

function parted(text: string): Node[] {
  const nodes: Node[] = []
  let from = 0
  for (const { 0: url, index } of text.matchAll(LINK)) {
    if (index > from) nodes.push({ type: 'text', value: text.slice(from, index) })
    nodes.push({ type: 'link', url, children: [{ type: 'text', value: url }] })
    from = index + url.length
  }
  if (from < text.length) nodes.push({ type: 'text', value: text.slice(from) })
  return nodes
}
