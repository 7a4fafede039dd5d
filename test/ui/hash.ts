/** 64 hex digits from a text: unlike for unlike texts is all that the scripted core needs. */
export function createHash(text: string): string {
  let hex = ''
  for (let part = 0; part < 8; part++) {
    let value = 0x811c9dc5 ^ part
    for (const char of `${part}${text}${part}`) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193)
    value ^= value >>> 15
    hex += (Math.imul(value, 0x2c1b3c6d) >>> 0).toString(16).padStart(8, '0')
  }
  return hex
}
