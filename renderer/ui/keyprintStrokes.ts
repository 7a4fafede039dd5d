/** A public key drawn as three broken rings. The same key gives the same picture everywhere. */

const RADII = [71, 81.5, 92] as const
const LENGTHS = [7, 13, 22, 36, 58] as const
const GAPS = [9, 12, 18] as const

/** SVG path data of each stroke, in a 200 × 200 box, from the SHA-256 of the key in hex. */
export function keyprintStrokes(seed: string): string[] {
  const next = numbersFrom(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T
  const strokes: string[] = []
  for (const radius of RADII) {
    let from = next() * 40
    const end = from + 360
    while (from < end - 14) {
      const to = Math.min(from + pick(LENGTHS), end - 9)
      strokes.push(arc(radius, from, to))
      from = to + pick(GAPS)
    }
  }
  return strokes
}

function arc(radius: number, from: number, to: number): string {
  const at = (degrees: number): string => {
    const angle = (degrees * Math.PI) / 180
    return `${(100 + Math.cos(angle) * radius).toFixed(1)} ${(100 + Math.sin(angle) * radius).toFixed(1)}`
  }
  return `M${at(from)}A${radius} ${radius} 0 0 1 ${at(to)}`
}

/** Numbers in [0, 1) by sfc32; all 256 bits of the hash take part in its state. */
function numbersFrom(seed: string): () => number {
  const word = (index: number): number => Number.parseInt(seed.slice(index * 8, index * 8 + 8).padEnd(8, '0'), 16) | 0
  let a = word(0) ^ word(4)
  let b = word(1) ^ word(5)
  let c = word(2) ^ word(6)
  let d = word(3) ^ word(7)
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next() // similar seeds part ways
  return next
}
