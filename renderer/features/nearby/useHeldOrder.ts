/** Keeps the order and the groups of the list still while somebody points at it or has the focus in it. */
import { useMemo, useRef, useState } from 'react'
import type { AccountId, Person } from '../../../shared/model.ts'
import { type Group, grouped, ordered } from './groups.ts'

export interface HeldOrder {
  readonly groups: readonly Group[]
  /** For the element that holds the list. */
  readonly hold: {
    onPointerEnter(): void
    onPointerLeave(): void
    onFocus(): void
    onBlur(event: { currentTarget: Node; relatedTarget: EventTarget | null }): void
  }
}

export function useHeldOrder(people: readonly Person[]): HeldOrder {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const shown = useRef<readonly Group[]>([])
  const held = pointed || focused

  const groups = useMemo(() => {
    shown.current = held && shown.current.length > 0 ? still(people, shown.current) : grouped(ordered(people, null))
    return shown.current
  }, [people, held])

  const hold = useMemo(
    () => ({
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: (event: { currentTarget: Node; relatedTarget: EventTarget | null }) =>
        setFocused(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))
    }),
    []
  )
  return { groups, hold }
}

/** The groups as they stand, with what is known now; people who were not shown join the group they belong to, at its end. */
function still(people: readonly Person[], shown: readonly Group[]): readonly Group[] {
  const byId = new Map<AccountId, Person>(people.map(person => [person.account, person]))
  const stay = shown.map(group => ({
    name: group.name,
    people: group.people.flatMap(person => byId.get(person.account) ?? [])
  }))
  const known = new Set(stay.flatMap(group => group.people.map(person => person.account)))
  for (const group of grouped(
    ordered(
      people.filter(person => !known.has(person.account)),
      null
    )
  )) {
    const there = stay.find(one => one.name === group.name)
    if (there === undefined) stay.push({ name: group.name, people: [...group.people] })
    else there.people.push(...group.people)
  }
  return stay.filter(group => group.people.length > 0)
}
