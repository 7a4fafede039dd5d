// @vitest-environment jsdom
/** Sentences, times and numbers. */
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { english, type MessageId } from '../../renderer/i18n/catalogue.ts'
import { ErrorText, errorText } from '../../renderer/i18n/errorText.tsx'
import { createFormat } from '../../renderer/i18n/format.ts'
import { LanguageProvider } from '../../renderer/i18n/LanguageProvider.tsx'
import { directionOf, loadLanguage } from '../../renderer/i18n/language.ts'
import { pseudoText } from '../../renderer/i18n/pseudo.ts'
import type { T } from '../../renderer/i18n/useT.ts'
import { ChatError, ERROR_CODES } from '../../shared/errors.ts'

afterEach(cleanup)

const i18n = loadLanguage('en')
const t: T = (id, values) => i18n._(id, values)

describe('the catalogue', () => {
  it.each(Object.entries(english))('%s is whole ICU', (_, text) =>
    expect(() => compileMessageOrThrow(text)).not.toThrow()
  )

  it('has words for every error, without blame or shouting', () => {
    for (const code of ERROR_CODES) {
      const text = errorText(t, new ChatError(code))
      expect(text, code).not.toBe(`error.${code}`)
      expect(text, code).toMatch(/^[A-Z].*[.?]$/s)
      expect(text, code).not.toMatch(/!|please|oops|sorry|<|peer|user\b/i)
    }
  })

  it('calls anything unknown internal, and shows nothing of it', () => {
    expect(errorText(t, new TypeError('secret path'))).toBe(errorText(t, new ChatError('internal')))
  })

  it('counts in the language', () => {
    expect(t('onboarding.heard', { count: 1 })).toBe('We can already hear 1 person.')
    expect(t('onboarding.heard', { count: 9 })).toBe('We can already hear 9 people.')
    expect(t('sidebar.within', { count: 0 })).toBe('No one in earshot')
    expect(t('sidebar.nearbyName', { count: 1240 })).toBe('Nearby, 1,240 people within earshot')
  })

  it('shouts nowhere and says people', () => {
    for (const [id, text] of Object.entries(english)) {
      expect(text, id).not.toMatch(/!|\bplease\b|\bpeers?\b|\busers?\b|\bnodes?\b/i)
    }
  })
})

it('rich text keeps its parts', () => {
  render(
    <LanguageProvider language='en' direction='ltr'>
      <p>
        <ErrorText error={new ChatError('net.none')} />
      </p>
    </LanguageProvider>
  )
  expect(screen.getByText('You are off the network.').tagName).toBe('B')
  expect(document.documentElement.dir).toBe('ltr')
})

it('the language of tests is 40 % longer and keeps values and tags', () => {
  expect(pseudoText('Say hello')).toBe(`[Šåý hélló~~~~]`.replaceAll('ó', 'ö'))
  expect(pseudoText('<b>You</b> are')).toContain('<b>')
  const pseudo = loadLanguage('pseudo')
  const shown = pseudo._('sidebar.left' satisfies MessageId, { name: 'galley' })
  expect(shown).toContain('galley')
  expect(shown).toMatch(/^\[.*~/)
})

it('right to left is known by the locale', () => {
  expect([directionOf('ar'), directionOf('fa-IR'), directionOf('he')]).toEqual(['rtl', 'rtl', 'rtl'])
  expect([directionOf('en-GB'), directionOf('arn'), directionOf('pseudo')]).toEqual(['ltr', 'ltr', 'ltr'])
})

describe('times', () => {
  const format = createFormat(t, { locale: 'en-GB', clock: '24', timeZone: 'Europe/Oslo' })
  const twelve = createFormat(t, { locale: 'en-GB', clock: '12', timeZone: 'Europe/Oslo' })
  const now = Date.parse('2026-06-12T10:24:00+02:00')
  const at = (iso: string): number => Date.parse(`${iso}+02:00`)

  it('are short today and longer the longer ago', () => {
    expect(format.when(at('2026-06-12T10:21:00'), now)).toBe('10:21')
    expect(format.when(at('2026-06-12T00:00:00'), now)).toBe('00:00')
    expect(format.when(at('2026-06-11T16:12:00'), now)).toBe('Yesterday, 16:12')
    expect(format.when(at('2026-06-09T06:55:00'), now)).toBe('9 June, 06:55')
    expect(format.when(at('2025-06-09T06:55:00'), now)).toBe('9 June 2025, 06:55')
  })

  it('follow the 12 hour setting', () => {
    expect(twelve.time(at('2026-06-12T16:12:00'))).toMatch(/^4:12\s?pm$/)
    expect(twelve.time(at('2026-06-12T00:05:00'))).toMatch(/^12:05\s?am$/)
  })

  it('name the days between messages', () => {
    expect(format.day(now, now)).toBe('Today')
    expect(format.day(at('2026-06-11T00:00:00'), now)).toBe('Yesterday')
    expect(format.day(at('2026-06-09T12:00:00'), now)).toBe('Tuesday, 9 June')
    expect(format.day(at('2025-12-24T12:00:00'), now)).toBe('Wednesday, 24 December 2025')
  })

  it('know yesterday on the days when the clock changes', () => {
    const after = Date.parse('2026-03-30T00:30:00+02:00')
    expect(format.when(Date.parse('2026-03-29T00:30:00+01:00'), after)).toBe('Yesterday, 00:30')
    const evening = Date.parse('2026-10-25T23:30:00+01:00')
    expect(format.when(Date.parse('2026-10-24T00:30:00+02:00'), evening)).toBe('Yesterday, 00:30')
    expect(format.when(Date.parse('2026-10-23T23:30:00+02:00'), evening)).toBe('23 October, 23:30')
  })

  it('split days by midnight here', () => {
    expect(format.sameDay(at('2026-06-11T23:59:59'), at('2026-06-12T00:00:00'))).toBe(false)
    expect(format.sameDay(at('2026-06-12T00:00:00'), at('2026-06-12T23:59:59'))).toBe(true)
  })
})

it('numbers are plain up to 999', () => {
  const { number } = createFormat(t, { locale: 'en-GB', clock: '24' })
  expect([number(0), number(999), number(1240)]).toEqual(['0', '999', '1,240'])
})
