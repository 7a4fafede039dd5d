// @vitest-environment jsdom
/** The small parts, by what they do for somebody with a keyboard or a reader. */
import '../support/browserGaps.ts'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Avatar } from '../../renderer/ui/Avatar.tsx'
import { aroundAngles } from '../../renderer/ui/aroundAngles.ts'
import { Badge } from '../../renderer/ui/Badge.tsx'
import { Button } from '../../renderer/ui/Button.tsx'
import { DeliveryGlyph } from '../../renderer/ui/DeliveryGlyph.tsx'
import { Dialog } from '../../renderer/ui/Dialog.tsx'
import { Field } from '../../renderer/ui/Field.tsx'
import { initials } from '../../renderer/ui/initials.ts'
import { keyprintStrokes } from '../../renderer/ui/keyprintStrokes.ts'
import { ariaKeys, shownKeys } from '../../renderer/ui/keys.ts'
import { LiveRegion, useAnnounce } from '../../renderer/ui/LiveRegion.tsx'
import { Segmented } from '../../renderer/ui/Segmented.tsx'
import { Switch } from '../../renderer/ui/Switch.tsx'
import { Toasts, useToasts } from '../../renderer/ui/Toasts.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('a button', () => {
  it('that cannot be pressed keeps its focus and says why', () => {
    const press = vi.fn()
    render(
      <Button disabledReason='Nobody is near' onClick={press}>
        Call
      </Button>
    )
    const button = screen.getByRole('button', { name: /Call/ })
    button.focus()
    fireEvent.click(button)
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Nobody is near')
    expect(press).not.toHaveBeenCalled()
  })

  it('that is busy does nothing a second time', () => {
    const press = vi.fn()
    render(
      <Button busy onClick={press}>
        Join
      </Button>
    )
    fireEvent.click(screen.getByRole('button'))
    expect(press).not.toHaveBeenCalled()
  })
})

describe('segments', () => {
  function Theme() {
    const [value, setValue] = useState<'light' | 'dark'>('light')
    const options = [
      { value: 'light', label: 'Light' },
      { value: 'dark', label: 'Dark' }
    ] as const
    return <Segmented label='Theme' value={value} onChange={setValue} options={options} />
  }

  it('are one stop, and arrows choose', () => {
    render(<Theme />)
    const [light, dark] = screen.getAllByRole('radio')
    expect([light?.tabIndex, dark?.tabIndex]).toEqual([0, -1])
    fireEvent.keyDown(light as HTMLElement, { key: 'ArrowRight' })
    expect(dark?.getAttribute('aria-checked')).toBe('true')
    expect(document.activeElement).toBe(dark)
    fireEvent.keyDown(dark as HTMLElement, { key: 'ArrowRight' })
    expect(light?.getAttribute('aria-checked')).toBe('true')
  })
})

describe('a field', () => {
  it('names what is wrong with it instead of the hint', () => {
    render(<Field label='Name' hint='Any name' error='Use small letters' defaultValue='X' />)
    const input = screen.getByLabelText('Name')
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Use small letters')
    expect(screen.queryByText('Any name')).toBeNull()
  })
})

it('a switch tells what it becomes', () => {
  const change = vi.fn()
  render(<Switch label='Enter sends' checked onChange={change} />)
  fireEvent.click(screen.getByRole('switch', { name: 'Enter sends', checked: true }))
  expect(change).toHaveBeenCalledWith(false)
})

it('a badge shows nothing for none, and 99+ for many', () => {
  const { container, rerender } = render(<Badge count={0} />)
  expect(container.textContent).toBe('')
  rerender(<Badge count={99} />)
  expect(container.textContent).toBe('99')
  rerender(<Badge count={100} />)
  expect(container.textContent).toBe('99+')
})

it('an avatar is silent unless it stands alone', () => {
  const { rerender } = render(<Avatar name='Mara Lindqvist' hue={305} />)
  expect(screen.queryByRole('img')).toBeNull()
  rerender(<Avatar name='Mara Lindqvist' hue={305} label='Mara, within earshot' />)
  expect(screen.getByRole('img', { name: 'Mara, within earshot' }).textContent).toBe('ML')
})

it('every delivery state has a shape of its own', () => {
  const states = ['sending', 'held', 'partial', 'delivered', 'waiting', 'failed'] as const
  const shapes = states.map(
    state => render(<DeliveryGlyph state={state} label={state} />).container.querySelector('svg')?.innerHTML
  )
  expect(new Set(shapes).size).toBe(states.length)
})

describe('initials', () => {
  it.each([
    ['Elin Sørby', 'ES'],
    ['mara', 'M'],
    ['Ana María de la Cruz', 'AC'],
    ['李小龙', '李'],
    ['🦊 Fox', '🦊'],
    ['👩‍🔬', '👩‍🔬'],
    ['“Doc” Nair', 'DN'],
    ['', ''],
    ['—', '']
  ])('of %j are %j', (name, letters) => expect(initials(name)).toBe(letters))
})

describe('a keyprint', () => {
  const key = 'a3'.repeat(32)
  it('is the same for the same key and another for another', () => {
    expect(keyprintStrokes(key)).toEqual(keyprintStrokes(key))
    for (let at = 0; at < 64; at++) {
      const other = `${key.slice(0, at)}${key[at] === '0' ? '1' : '0'}${key.slice(at + 1)}`
      expect(keyprintStrokes(other)).not.toEqual(keyprintStrokes(key))
    }
  })
  it('has strokes on all three rings', () => {
    const radii = keyprintStrokes(key).map(d => /A([\d.]+) /.exec(d)?.[1])
    expect(new Set(radii)).toEqual(new Set(['71', '81.5', '92']))
  })
})

describe('people around', () => {
  const ids = Array.from({ length: 12 }, (_, i) => `person ${i}`)
  it('stand where they stood, in whatever order they are told', () => {
    expect(aroundAngles([...ids].reverse())).toEqual(aroundAngles(ids))
  })
  it('do not stand on each other', () => {
    const angles = [...aroundAngles(ids).values()].sort((a, b) => a - b)
    const gaps = angles.map((angle, i) => ((angles[(i + 1) % angles.length] ?? 0) - angle + 360) % 360)
    expect(Math.min(...gaps)).toBeGreaterThan(10)
  })
})

describe('keys', () => {
  it('are shown and announced as the platform has them', () => {
    expect(shownKeys('Ctrl Shift N', false)).toEqual(['Ctrl', 'Shift', 'N'])
    expect(shownKeys('Ctrl Shift N', true)).toEqual(['⌘', '⇧', 'N'])
    expect(ariaKeys('Ctrl \\', false)).toBe('Control+\\')
    expect(ariaKeys('Alt ↑', true)).toBe('Alt+ArrowUp')
  })
})

describe('a dialog', () => {
  it('is named, closes by Esc and does its primary by Ctrl Enter', () => {
    const close = vi.fn()
    const primary = vi.fn()
    render(
      <Dialog open onClose={close} title='New channel' onPrimary={primary} closeLabel='Close'>
        <Field label='Name' />
      </Dialog>
    )
    const field = screen.getByLabelText('Name')
    expect(screen.getByRole('dialog', { name: 'New channel' })).toBeTruthy()
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(primary).not.toHaveBeenCalled()
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
    expect(primary).toHaveBeenCalledOnce()
    fireEvent.keyDown(field, { key: 'Escape' })
    expect(close).toHaveBeenCalledOnce()
  })
})

describe('toasts', () => {
  function open() {
    let control: ReturnType<typeof useToasts> | undefined
    function Grab() {
      control = useToasts()
      return null
    }
    render(
      <Toasts label='News' dismissLabel='Dismiss'>
        <Grab />
      </Toasts>
    )
    return (toast: Parameters<ReturnType<typeof useToasts>['show']>[0]) => act(() => control?.show(toast))
  }

  it('are at most three, the newest last', () => {
    const show = open()
    for (const title of ['one', 'two', 'three', 'four']) show({ title })
    expect(screen.getAllByRole('status').map(toast => toast.textContent)).toEqual(['two', 'three', 'four'])
  })

  it('go after six seconds, ten with an action; failures stay', () => {
    vi.useFakeTimers()
    const show = open()
    show({ title: 'plain' })
    show({ title: 'undo', action: { label: 'Undo', onAction() {} } })
    show({ title: 'failed', tone: 'bad' })
    act(() => void vi.advanceTimersByTime(6_100))
    expect(screen.queryByText('plain')).toBeNull()
    expect(screen.getByText('undo')).toBeTruthy()
    act(() => void vi.advanceTimersByTime(4_000))
    expect(screen.queryByText('undo')).toBeNull()
    act(() => void vi.advanceTimersByTime(600_000))
    expect(screen.getByRole('alert').textContent).toBe('failed')
  })

  it('wait while they have the pointer or focus, and go by Esc', () => {
    vi.useFakeTimers()
    const show = open()
    show({ title: 'plain' })
    fireEvent.focus(screen.getByRole('button', { name: 'Dismiss' }))
    act(() => void vi.advanceTimersByTime(60_000))
    expect(screen.getByText('plain')).toBeTruthy()
    fireEvent.keyDown(screen.getByRole('button', { name: 'Dismiss' }), { key: 'Escape' })
    expect(screen.queryByText('plain')).toBeNull()
  })

  it('of the same id take each other’s place', () => {
    const show = open()
    show({ id: 'x', title: 'before' })
    show({ id: 'x', title: 'after' })
    expect(screen.getAllByRole('status').map(toast => toast.textContent)).toEqual(['after'])
  })
})

it('readers hear at most one sentence every two seconds, and of many the last', () => {
  vi.useFakeTimers()
  let announce: ReturnType<typeof useAnnounce> = () => {}
  function Grab() {
    announce = useAnnounce()
    return null
  }
  const { container } = render(
    <LiveRegion>
      <Grab />
    </LiveRegion>
  )
  const heard = (): string => container.querySelector('[aria-live="polite"]')?.textContent ?? ''
  act(() => announce('one'))
  act(() => announce('two'))
  act(() => announce('three'))
  expect(heard()).toBe('one')
  act(() => void vi.advanceTimersByTime(2_000))
  expect(heard()).toBe('three')
  act(() => void vi.advanceTimersByTime(2_000))
  expect(heard()).toBe('')
})
