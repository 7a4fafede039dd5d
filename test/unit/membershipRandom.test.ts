/**
 * Random histories of who is in a room. EARSHOT_MEMBERSHIP_SEEDS says how many (where CI is set: 400), EARSHOT_MEMBERSHIP_SEED
 * where to begin: a failure prints the seed that it can be repeated with.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Membership } from '../../electron/core/chat/private/membership/membership.ts'
import type { Op } from '../../electron/core/chat/private/membership/op.ts'
import { randomOf, readerOf, seenBy, shuffled, tellStory } from '../support/membershipHistory.ts'
import { accountOf } from '../support/membershipRoom.ts'

const numRuns = Number(process.env['EARSHOT_MEMBERSHIP_SEEDS'] ?? (process.env['CI'] === undefined ? 60 : 400))
const seed = process.env['EARSHOT_MEMBERSHIP_SEED']
const RUNS = { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) }
const TIMEOUT = 30_000 + numRuns * 500

const story = fc
  .tuple(fc.nat(), fc.integer({ min: 5, max: 60 }), fc.integer({ min: 0, max: 4 }))
  .map(([random, steps, liars]) => ({ random, ...tellStory(random, steps, liars) }))
/** Stories are long: what is printed is what makes them again. */
const always = (check: (told: { random: number; ops: Op[] }) => void): void => {
  fc.assert(
    fc.property(
      story.map(told => Object.assign(told, { toString: () => `story ${told.random}` })),
      check
    ),
    RUNS
  )
}
const anOrder = (ops: readonly Op[], random: number): Membership => readerOf(shuffled(ops, randomOf(random)))
const countingOps = (membership: Membership, ops: readonly Op[]): Op[] => ops.filter(({ id }) => membership.counts(id))

/** Ids of all that an operation knew of. */
function pastsOf(ops: readonly Op[]): Map<string, Set<string>> {
  const byId = new Map(ops.map(op => [op.id, op]))
  const pasts = new Map<string, Set<string>>()
  const past = (id: string): Set<string> => {
    const known = pasts.get(id)
    if (known !== undefined) return known
    const after = byId.get(id)?.after ?? []
    const all = new Set(after.flatMap(earlier => [earlier, ...past(earlier)]))
    pasts.set(id, all)
    return all
  }
  for (const { id } of ops) past(id)
  return pasts
}

test('whatever the order in which they come, everybody who holds the same sees the same', { timeout: TIMEOUT }, () => {
  always(({ random, ops }) => {
    const first = seenBy(readerOf(ops), ops)
    for (let turn = 1; turn <= 4; turn++) expect(seenBy(anOrder(ops, random + turn), ops)).toEqual(first)
    const atOnce = readerOf([])
    atOnce.add(...ops.toReversed())
    expect(seenBy(atOnce, ops)).toEqual(first)
  })
})

test('halves that hold different parts, and look in between, agree once they have met', { timeout: TIMEOUT }, () => {
  always(({ random, ops }) => {
    const next = randomOf(random)
    const [one, other] = [readerOf([]), readerOf([])]
    const late: [Membership, Op][] = []
    for (const op of shuffled(ops, next)) {
      const [mine, theirs] = next() < 0.5 ? [one, other] : [other, one]
      mine.add(op)
      void mine.state
      late.push([theirs, op])
    }
    for (const [who, op] of shuffled(late, next)) who.add(op)
    expect(seenBy(one, ops)).toEqual(seenBy(other, ops))
  })
})

/** Who brought somebody in by an entry: who wrote it, or made the invite that it uses. Undefined for the maker of the room. */
function broughtInBy(op: Op, before: readonly Op[]): string | undefined {
  const { change, account } = op
  if (change.what === 'create') return undefined
  if (change.what === 'add') return account
  if (change.what !== 'join') throw new Error(`a ${change.what} brings nobody in`)
  const made = before.find(({ change: one }) => one.what === 'invite' && one.key === change.key)
  if (made === undefined) throw new Error('joined by an invite that nobody made')
  return made.account
}

const bringsIn = (account: string) => (op: Op) =>
  op.change.what === 'add'
    ? op.change.account === account
    : (op.change.what === 'join' || op.change.what === 'create') && op.account === account

test('everybody in was brought in by somebody in, back to the one who made the room', { timeout: TIMEOUT }, () => {
  always(({ random, ops }) => {
    const membership = anOrder(ops, random)
    const pasts = pastsOf(ops)
    const counting = countingOps(membership, ops)
    for (const { since, account } of membership.state.members.values()) {
      // Each link lies in the past of the one before: the chain ends, and ends at the beginning.
      let link = since
      for (;;) {
        expect(membership.counts(link.id), `${account} stands on something that does not count`).toBe(true)
        const before = counting.filter(({ id }) => pasts.get(link.id)?.has(id) === true)
        const by = broughtInBy(link, before)
        if (by === undefined) break
        const next = before.find(bringsIn(by))
        if (next === undefined) throw new Error(`${account} was brought in by ${by}, whom nobody brought in`)
        link = next
      }
      expect(link.account).toBe(accountOf('ada'))
    }
  })
})

test('nothing counts that was done aside of a removal of who did it, and out is out but for who knew it', {
  timeout: TIMEOUT
}, () => {
  let crossed = 0
  always(({ random, ops }) => {
    const membership = anOrder(ops, random)
    const pasts = pastsOf(ops)
    const counting = countingOps(membership, ops)
    for (const removal of counting) {
      const { change } = removal
      if (change.what !== 'remove') continue
      for (const op of counting.filter(({ account }) => account === change.account)) {
        if (op.change.what === 'leave' || op.change.what === 'join') continue
        const knew = pasts.get(op.id)?.has(removal.id) === true || pasts.get(removal.id)?.has(op.id) === true
        expect(knew, `${op.change.what} by somebody removed aside of it`).toBe(true)
      }
      const member = membership.state.members.get(change.account)
      if (member !== undefined) expect(pasts.get(member.since.id)?.has(removal.id)).toBe(true)
      else crossed++
    }
  })
  expect(crossed).toBeGreaterThan(0) // it was put to the test at all
})

test('whoever is removed cannot come back or do anything by what they write from then on', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 10, max: 40 }), (random, steps) => {
      const { people, ops } = tellStory(random, steps, 0)
      const owner = people.find(one => one.roleOf(one) === 'owner')
      const removed = people.find(one => one !== owner && owner?.has(one))
      if (owner === undefined || removed === undefined) return
      const removal = owner.say({ what: 'remove', account: removed.account })
      if (!owner.membership.counts(removal.id)) return
      const before = readerOf(owner.held)
      const next = randomOf(random + 1)
      const knew = removed.held.filter(({ id }) => owner.membership.has(id) || ops.some(op => op.id === id))
      for (let at = 0; at < 12; at++) {
        const after = [knew[Math.floor(next() * knew.length)] as Op].map(({ id }) => id)
        const account = people[Math.floor(next() * people.length)]?.account as string
        removed.say(
          [
            { what: 'add', account: removed.account } as const,
            { what: 'add', account } as const,
            { what: 'remove', account } as const,
            { what: 'role', account, role: 'member' } as const,
            { what: 'rename', name: 'mine' } as const
          ][at % 5] as never,
          { after }
        )
      }
      const known = removed.held.filter(op => op.account === removed.account && !ops.includes(op))
      const behind = readerOf([...owner.held, ...known])
      expect([...behind.state.members.keys()]).toEqual([...before.state.members.keys()])
      expect(behind.state.name).toBe(before.state.name)
    }),
    RUNS
  )
})
