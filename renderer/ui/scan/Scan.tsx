/** A code of somebody: by the camera, from a picture, or as a picture that is pasted. */
import { Camera, ImageUp, ScanLine } from 'lucide-react'
import { type ClipboardEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from '../Button.tsx'
import { Icon } from '../Icon.tsx'
import { Spinner } from '../Spinner.tsx'
import { type Failure, readPicture } from './readCode.ts'
import styles from './Scan.module.css'
import { type Camera as CameraOf, useCamera } from './useCamera.ts'

/** Everything it says. */
export interface ScanWords {
  camera: string
  stop: string
  picture: string
  /** Names what the camera sees. */
  cameraName: string
  hint: string
  starting: string
  /** No camera; not allowed; another program has it. */
  none: string
  denied: string
  busy: string
  failures: Record<Failure, string>
}

export interface ScanProps {
  words: ScanWords
  onCode: (text: string) => void
  /** A picture is being looked at: what was wrong before is forgotten. */
  onLook?: () => void
  /** Between the window and the buttons: what is to be scanned. */
  children?: ReactNode
}

export function Scan({ words, onCode, onLook, children }: ScanProps) {
  const camera = useCamera(onCode)
  const chooser = useRef<HTMLInputElement>(null)
  const [failure, setFailure] = useState<Failure>()
  const read = async (file: Blob | undefined): Promise<void> => {
    if (file === undefined) return
    onLook?.()
    setFailure(undefined)
    const found = await readPicture(file)
    if ('text' in found) onCode(found.text)
    else setFailure(found.failure)
  }
  const start = (): void => {
    onLook?.()
    setFailure(undefined)
    camera.start()
  }
  const running = camera.state === 'on' || camera.state === 'starting'
  return (
    <div className={styles.scan} onPaste={event => void read(pastedPicture(event))}>
      <Window camera={camera} words={words} />
      {children}
      <div className={styles.ways}>
        <Button icon={Camera} onClick={running ? camera.stop : start}>
          {running ? words.stop : words.camera}
        </Button>
        <Button icon={ImageUp} onClick={() => chooser.current?.click()}>
          {words.picture}
        </Button>
        <input
          ref={chooser}
          type='file'
          accept='image/*'
          hidden
          onChange={event => {
            void read(event.currentTarget.files?.[0])
            event.currentTarget.value = '' // the same picture may be chosen again
          }}
        />
      </div>
      {failure !== undefined && (
        <p role='alert' className={styles.wrong}>
          {words.failures[failure]}
        </p>
      )}
    </div>
  )
}

export const pastedPicture = ({ clipboardData }: Pick<ClipboardEvent, 'clipboardData'>): File | undefined =>
  [...clipboardData.files].find(file => file.type.startsWith('image/'))

/** What the camera sees, or why it sees nothing. */
function Window({ camera: { state, video }, words }: { camera: CameraOf; words: ScanWords }) {
  const failed = state === 'none' || state === 'denied' || state === 'busy'
  return (
    <div className={styles.window} data-camera={state}>
      {state === 'on' ? (
        <video ref={video} className={styles.video} muted playsInline aria-label={words.cameraName} />
      ) : (
        <>
          {state === 'starting' ? <Spinner size={30} /> : <Icon icon={ScanLine} size={34} />}
          <span role={failed ? 'alert' : 'status'}>
            {failed ? words[state] : state === 'starting' ? words.starting : words.hint}
          </span>
        </>
      )}
      <i />
      <i />
      <i />
      <i />
    </div>
  )
}
