/** The desktop host's decisions that need no window: addresses, places on the screen, arguments, words. */
import { sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDataDir } from '../../electron/main/dataDir.ts'
import { fileOf, isOurPage, PAGE_URL } from '../../electron/main/pageAddress.ts'
import { isAllowed } from '../../electron/main/permissions.ts'
import { startFailure } from '../../electron/main/startFailure.ts'
import { restoreState } from '../../electron/main/windowState.ts'
import { ChatError } from '../../shared/errors.ts'

describe('addresses', () => {
  const dir = `${sep}pages`

  test('the page and its files are found', () => {
    expect(fileOf(PAGE_URL, dir)).toBe(`${dir}${sep}index.html`)
    expect(fileOf('app://earshot/', dir)).toBe(`${dir}${sep}index.html`)
    expect(fileOf('app://earshot/assets/a%20b.js?x#y', dir)).toBe(`${dir}${sep}assets${sep}a b.js`)
  })

  test.each([
    'app://earshot/..%2f..%2fetc/passwd',
    'app://earshot/%2e%2e/%2e%2e%2fsecret',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
    'app://earshot/%zz',
    'app://earshot/a%00.js',
    'nonsense'
  ])('%s names no file', address => {
    expect(fileOf(address, dir)).toBeUndefined()
  })

  test('no path leads out of the folder', () => {
    fc.assert(
      fc.property(fc.string(), path => {
        const found = fileOf(`app://earshot/${path}`, dir)
        expect(found === undefined || found.startsWith(dir + sep)).toBe(true)
      })
    )
  })

  test.each([
    [PAGE_URL, undefined, true],
    ['app://earshot/index.html#room', undefined, true],
    ['app://earshot.evil/index.html', undefined, false],
    ['https://earshot/index.html', undefined, false],
    ['file:///index.html', undefined, false],
    ['data:text/html,hello', undefined, false],
    ['about:blank', undefined, false],
    ['', undefined, false],
    ['http://127.0.0.1:5173/', 'http://127.0.0.1:5173', true],
    ['http://127.0.0.1:9999/', 'http://127.0.0.1:5173', false],
    [PAGE_URL, 'http://127.0.0.1:5173', false]
  ])('%s, developing at %s: ours is %s', (address, development, ours) => {
    expect(isOurPage(address, development)).toBe(ours)
  })
})

describe('the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 }
  const kept = { x: 100, y: 50, width: 900, height: 700, maximized: true }

  test('opens where it was', () => {
    expect(restoreState(kept, [screen])).toEqual(kept)
    expect(restoreState({ ...kept, x: 2000 }, [screen, { ...screen, x: 1920 }])).toEqual({ ...kept, x: 2000 })
  })

  test.each([
    ['a screen that is gone', { x: 2000 }],
    ['above the upper edge', { y: -200 }],
    ['below the lower edge', { y: 1060 }],
    ['too far to one side to be taken hold of', { x: -860 }]
  ])('keeps its size but not its place on %s', (_, moved) => {
    expect(restoreState({ ...kept, ...moved }, [screen])).toEqual({ width: 900, height: 700, maximized: true })
  })

  test.each([undefined, null, 'x', {}, { ...kept, width: 10 }, { ...kept, x: Number.NaN }, { ...kept, height: '700' }])(
    'what was kept as %j opens it as the first time',
    broken => {
      expect(restoreState(broken, [screen])).toEqual({ width: 1240, height: 820, maximized: false })
    }
  )
})

test.each([
  [{ permission: 'clipboard-sanitized-write' }, true],
  [{ permission: 'clipboard-read' }, false],
  [{ permission: 'media', mediaTypes: ['video'] }, true],
  [{ permission: 'media', mediaType: 'video' }, true],
  [{ permission: 'media', mediaTypes: ['audio'] }, false],
  [{ permission: 'media', mediaTypes: ['video', 'audio'] }, false],
  [{ permission: 'media', mediaTypes: [] }, false],
  [{ permission: 'media' }, false],
  [{ permission: 'media', mediaType: 'unknown' }, false],
  [{ permission: 'geolocation' }, false],
  [{ permission: 'notifications' }, false]
])('of the machine the page may use %j: %s', (asked, allowed) => {
  expect(isAllowed(asked)).toBe(allowed)
})

test('the folder comes from the arguments, else from the environment, else from the system', () => {
  const env = { EARSHOT_DATA_DIR: '/env' }
  expect(readDataDir(['electron', '.', '--data', '/arg'], env)).toBe('/arg')
  expect(readDataDir(['electron', '.', '--data=/arg'], env)).toBe('/arg')
  expect(readDataDir(['electron', '.'], env)).toBe('/env')
  expect(readDataDir(['electron', '.', '--data'], {})).toBeUndefined()
})

test('what keeps the core from starting is said in words, and what is not known without a stack', () => {
  expect(startFailure(new ChatError('store.in-use')).title).toBe('Earshot is already running with this folder')
  expect(startFailure(new ChatError('db.newer')).title).toMatch(/newer Earshot/)
  expect(startFailure(new ChatError('db.damaged')).title).toMatch(/damaged/)
  expect(startFailure(new TypeError('x is not a function')).text).not.toMatch(/function/)
})
