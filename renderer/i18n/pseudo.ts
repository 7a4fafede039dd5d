/** English as a longer language would be: accented, 40 % longer, in brackets that show where a text is cut. */

const PLAIN = 'AEIOUYCDNSZaeiouycdnsz'
const ACCENTED = 'ÅÉÎÖÛÝÇÐÑŠŽåéîöûýçðñšž'

/** Tags of rich text stay as they are. */
export function pseudoText(text: string): string {
  const letters = text.replace(/<[^>]*>/g, '').trim().length
  if (letters === 0) return text
  const accented = text.replace(/<[^>]*>|[A-Za-z]/g, part => {
    const at = part.length === 1 ? PLAIN.indexOf(part) : -1
    return at < 0 ? part : (ACCENTED[at] ?? part)
  })
  return `[${accented}${'~'.repeat(Math.ceil(letters * 0.4))}]`
}
