// @vitest-environment jsdom
/** Adding somebody: one's own code, theirs by camera, picture or as text, an address; what goes wrong and the ways out. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { encodeQR } from 'qr'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { codeIn } from '../../renderer/ui/scan/readCode.ts'
import { failureOf } from '../../renderer/ui/scan/useCamera.ts'
import { type FakeApp, openApp } from '../support/fakeApp.tsx'
import { CODE, THEIR_CODE } from '../ui/fakeNetwork.ts'
import codes from '../vectors/codes.json' with { type: 'json' }

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'mediaDevices')
})

const dialog = (): HTMLElement => screen.getByRole('dialog', { name: 'Add someone' })

async function openAdd(tab: 'Code' | 'Address' = 'Code'): Promise<FakeApp> {
  const app = openApp('busy')
  await screen.findByRole('navigation', { name: 'Conversations' })
  await act(async () => {}) // it may stand there before its effects have run
  await act(
    async () => void fireEvent.keyDown(document.body, { key: 'L', code: 'KeyL', ctrlKey: true, shiftKey: true })
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Add someone' }))
  await screen.findByRole('dialog', { name: 'Add someone' })
  if (tab === 'Address') fireEvent.click(within(dialog()).getByRole('tab', { name: 'Address' }))
  return app
}

function paste(text: string, field = 'Their code'): void {
  const input = within(dialog()).getByLabelText(field)
  fireEvent.change(input, { target: { value: text } })
  fireEvent.submit(input)
}

/** A picture of a code, as a camera would see it: `px` a module. */
function pictureOf(text: string, px: number): { width: number; height: number; data: Uint8ClampedArray } {
  const modules = encodeQR(text, 'raw', { border: 4, ecc: 'low' })
  const side = modules.length * px
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (modules[Math.floor(y / px)]?.[Math.floor(x / px)] !== true) continue
      const at = (y * side + x) * 4
      data[at] = data[at + 1] = data[at + 2] = 0
    }
  }
  return { width: side, height: side, data }
}

describe('one’s own code', () => {
  test('is a picture that reads as the text that is copied', async () => {
    await openAdd()
    expect(await within(dialog()).findByRole('img', { name: 'Your code as a picture' })).toBeTruthy()
    const written = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
    Object.assign(navigator, { clipboard: { writeText: written } })
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Copy as text' }))
    await within(dialog()).findByRole('button', { name: 'Copied' })
    expect(written).toHaveBeenCalledWith(CODE)
  })

  test.each(codes.whole)('of $name comes back from its picture', ({ code }) => {
    expect(codeIn(pictureOf(code, 4), 5_000)).toBe(code)
  })

  test('there is no code in a white picture, nor in noise', () => {
    expect(codeIn({ width: 90, height: 90, data: new Uint8ClampedArray(90 * 90 * 4).fill(255) })).toBeUndefined()
    const noise = new Uint8ClampedArray(90 * 90 * 4).map((_, i) => (i * 2_654_435_761) >>> 24)
    expect(codeIn({ width: 90, height: 90, data: noise })).toBeUndefined()
  })
})

describe('their code', () => {
  test('leads to them: they are within earshot, and their profile is open', async () => {
    await openAdd()
    paste(THEIR_CODE)
    expect(await screen.findByRole('complementary', { name: 'Profile of Tomás Arriaga' })).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test.each([
    ['https://example.org/', 'This is not a whole code.'],
    [`${THEIR_CODE.slice(0, 30)}`, 'This is not a whole code.'],
    [CODE, 'This is your own address.']
  ])('%s is refused by name', async (text, said) => {
    await openAdd()
    paste(text)
    await waitFor(() => expect(dialog().textContent).toContain(said))
    expect(within(dialog()).getByLabelText('Their code').getAttribute('aria-invalid')).toBe('true')
    fireEvent.change(within(dialog()).getByLabelText('Their code'), { target: { value: 'x' } })
    expect(dialog().textContent).not.toContain(said)
  })

  test('a text that is no code is not sent anywhere', async () => {
    const { core } = await openAdd()
    paste('javascript:alert(1)')
    await waitFor(() => expect(dialog().textContent).toContain('This is not a whole code.'))
    expect(core.calls).not.toContain('people.connect')
  })
})

describe('an address', () => {
  test.each([
    ['nonsense here', 'This is not an address.', []],
    ['10.20.4.80', 'Something answered, but it is not Earshot.', ['Try again', 'Run the doctor']],
    ['10.20.4.81', 'Another computer answers there.', []],
    ['192.0.2.7', 'Your settings keep Earshot off that network.', ['Network settings']],
    ['/ip4/10.20.4.99/tcp/47100', 'No answer from there.', ['Try again', 'Run the doctor']]
  ])('%s: what is the case, and the ways out', async (address, said, ways) => {
    await openAdd('Address')
    paste(address, 'Their address')
    await waitFor(() => expect(dialog().textContent).toContain(said))
    for (const way of ['Try again', 'Run the doctor', 'Network settings']) {
      expect(within(dialog()).queryByRole('button', { name: way }) !== null).toBe(ways.includes(way as never))
    }
  })

  test('trying again dials the same one, and the doctor is a press away', async () => {
    const { core } = await openAdd('Address')
    paste('/ip4/10.20.4.99/tcp/47100', 'Their address')
    fireEvent.click(await within(dialog()).findByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(core.calls.filter(call => call === 'people.connect')).toHaveLength(2))
    fireEvent.click(await within(dialog()).findByRole('button', { name: 'Run the doctor' }))
    expect(await screen.findByRole('complementary', { name: 'Network doctor' })).toBeTruthy()
    await waitFor(() => expect(core.calls).toContain('doctor.run'))
  })
})

describe('the camera', () => {
  const offer = (getUserMedia: () => Promise<MediaStream>): void => {
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } })
  }
  const refused = (name: string) => (): Promise<MediaStream> => Promise.reject(new DOMException('', name))

  test('is not asked for before somebody wants it', async () => {
    const asked = vi.fn(refused('NotAllowedError'))
    offer(asked)
    await openAdd()
    expect(asked).not.toHaveBeenCalled()
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Camera' }))
    await within(dialog()).findByText(/The camera is not allowed\./)
    expect(asked).toHaveBeenCalledWith({ video: { facingMode: 'environment' }, audio: false })
  })

  test.each([
    ['NotFoundError', /^No camera here\./],
    ['NotReadableError', /^Another program has the camera\./]
  ])('%s is said, and the picture and the text stay as ways', async (name, said) => {
    offer(refused(name))
    await openAdd()
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Camera' }))
    await within(dialog()).findByText(said)
    expect(within(dialog()).getByRole('button', { name: 'From a picture' })).toBeTruthy()
    expect(within(dialog()).getByLabelText('Their code')).toBeTruthy()
  })

  test('where a browser offers none at all, that is said', async () => {
    await openAdd()
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Camera' }))
    await within(dialog()).findByText(/^No camera here\./)
  })

  test('is let go of when the dialog closes, also where it came only then', async () => {
    const stop = vi.fn()
    let give: (stream: MediaStream) => void = () => {}
    offer(() => new Promise(resolve => (give = resolve)))
    await openAdd()
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Camera' }))
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await act(async () => give({ getTracks: () => [{ stop }] } as unknown as MediaStream))
    expect(stop).toHaveBeenCalled()
  })

  test.each([
    [new DOMException('', 'NotAllowedError'), 'denied'],
    [new DOMException('', 'SecurityError'), 'denied'],
    [new DOMException('', 'AbortError'), 'busy'],
    [new TypeError('x'), 'none'],
    ['x', 'none']
  ])('%s counts as %s', (err, state) => {
    expect(failureOf(err)).toBe(state)
  })
})

test('a picture that cannot be opened is said, and one too large is not opened', async () => {
  const opened = vi.fn(() => Promise.reject(new Error('no picture')))
  vi.stubGlobal('createImageBitmap', opened)
  await openAdd()
  const chooser = document.querySelector<HTMLInputElement>('input[type=file]')
  const choose = (file: File): void => {
    if (chooser !== null) fireEvent.change(chooser, { target: { files: [file] } })
  }
  choose(new File(['x'], 'x.png', { type: 'image/png' }))
  await within(dialog()).findByText('That picture could not be opened.')
  const large = new File(['x'], 'x.png', { type: 'image/png' })
  Object.defineProperty(large, 'size', { value: 40_000_000 })
  choose(large)
  await within(dialog()).findByText(/too large/)
  expect(opened).toHaveBeenCalledTimes(1)
  vi.unstubAllGlobals()
})
