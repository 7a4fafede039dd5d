/** Where people stand around you: an angle that stays theirs, nudged apart from the neighbours'. */

/** Of an even share of the circle, how much each has for certain. */
const APART = 0.72

/** Degrees by id. The order of the ids does not matter. */
export function aroundAngles(ids: readonly string[]): Map<string, number> {
  const placed = ids
    .map(id => ({ id, angle: hash(id) % 360 }))
    .sort((a, b) => a.angle - b.angle || (a.id < b.id ? -1 : 1))
  const apart = ids.length < 2 ? 0 : (360 / ids.length) * APART
  // Forwards nobody stands closer than that to the one before; backwards nobody runs into the first from behind.
  let least = placed[0]?.angle ?? 0
  for (const person of placed) {
    person.angle = Math.max(person.angle, least)
    least = person.angle + apart
  }
  let most = (placed[0]?.angle ?? 0) + 360 - apart
  for (const person of placed.toReversed()) {
    person.angle = Math.min(person.angle, most)
    most = person.angle - apart
  }
  return new Map(placed.map(({ id, angle }) => [id, angle % 360]))
}

/** FNV-1a, mixed once more: ids that differ in one letter must not stand side by side. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
