/** The camera, asked for only when somebody wants it, and let go of as soon as it is not needed. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { codeIn, pixels } from './readCode.ts'

/** none: there is no camera, or this page may not have one; denied: it was refused; busy: another program has it. */
export type CameraState = 'off' | 'starting' | 'on' | 'none' | 'denied' | 'busy'

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly state: CameraState
  readonly start: () => void
  readonly stop: () => void
}

const EVERY_MS = 160
const FRAME_SIDE = 720

export function useCamera(onCode: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const stream = useRef<MediaStream>(undefined)
  /** Grows with every start and stop: an answer to an older question is let go of. */
  const turn = useRef(0)
  const [state, setState] = useState<CameraState>('off')
  const found = useRef(onCode)
  found.current = onCode

  const release = useCallback(() => {
    turn.current++
    for (const track of stream.current?.getTracks() ?? []) track.stop()
    stream.current = undefined
  }, [])
  const stop = useCallback(() => {
    release()
    setState('off')
  }, [release])
  const start = useCallback(() => {
    release()
    const mine = turn.current
    setState('starting')
    open().then(
      opened => {
        if (turn.current !== mine) return void opened.getTracks().forEach(track => track.stop())
        stream.current = opened
        setState('on')
      },
      (err: unknown) => turn.current === mine && setState(failureOf(err))
    )
  }, [release])
  useEffect(() => release, [release])

  useEffect(() => {
    const shown = video.current
    if (state !== 'on' || shown === null || stream.current === undefined) return
    shown.srcObject = stream.current
    shown.play().catch(() => {}) // it was taken away again meanwhile
    const timer = setInterval(() => {
      const image = pixels(shown, { width: shown.videoWidth, height: shown.videoHeight }, FRAME_SIDE)
      const text = image && codeIn(image)
      if (text === undefined) return
      stop()
      found.current(text)
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [state, stop])

  return { video, state, start, stop }
}

/** Browsers have no camera for pages of other computers without encryption. */
async function open(): Promise<MediaStream> {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (devices === undefined) throw new DOMException('this page may not have one', 'NotFoundError')
  return devices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
}

export function failureOf(err: unknown): 'none' | 'denied' | 'busy' {
  const name = err instanceof Error || err instanceof DOMException ? err.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none'
}
