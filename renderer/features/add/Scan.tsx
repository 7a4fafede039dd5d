/** Their code: by the camera, from a picture, or pasted. */
import { Camera, ImageUp, ScanLine } from 'lucide-react'
import { type ClipboardEvent, useRef, useState } from 'react'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './AddDialog.module.css'
import { type Failure, readPicture } from './readCode.ts'
import { type Camera as CameraOf, useCamera } from './useCamera.ts'

const SAYS = { none: 'add.cameraNone', denied: 'add.cameraDenied', busy: 'add.cameraBusy' } as const

export interface ScanProps {
  onCode: (text: string) => void
  /** A picture is being looked at: what was wrong before is forgotten. */
  onLook: () => void
}

export function Scan({ onCode, onLook }: ScanProps) {
  const t = useT()
  const camera = useCamera(onCode)
  const chooser = useRef<HTMLInputElement>(null)
  const [failure, setFailure] = useState<Failure>()
  const read = async (file: Blob | undefined): Promise<void> => {
    if (file === undefined) return
    onLook()
    setFailure(undefined)
    const found = await readPicture(file)
    if ('text' in found) onCode(found.text)
    else setFailure(found.failure)
  }
  const start = (): void => {
    onLook()
    setFailure(undefined)
    camera.start()
  }
  const { state } = camera
  const running = state === 'on' || state === 'starting'
  return (
    <div className={styles.scanPart} onPaste={event => void read(pastedPicture(event))}>
      <Window camera={camera} />
      <div>
        <h3 id='add-theirs'>{t('add.theirs')}</h3>
        <p className={styles.quiet}>{t('add.theirsText')}</p>
      </div>
      <div className={styles.ways}>
        <Button icon={Camera} onClick={running ? camera.stop : start}>
          {t(running ? 'add.cameraStop' : 'add.camera')}
        </Button>
        <Button icon={ImageUp} onClick={() => chooser.current?.click()}>
          {t('add.picture')}
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
          {t(`add.${failure}`)}
        </p>
      )}
    </div>
  )
}

export const pastedPicture = ({ clipboardData }: Pick<ClipboardEvent, 'clipboardData'>): File | undefined =>
  [...clipboardData.files].find(file => file.type.startsWith('image/'))

/** What the camera sees, or why it sees nothing. */
function Window({ camera: { state, video } }: { camera: CameraOf }) {
  const t = useT()
  const failed = state === 'none' || state === 'denied' || state === 'busy'
  return (
    <div className={styles.window} data-camera={state}>
      {state === 'on' ? (
        <video ref={video} className={styles.video} muted playsInline aria-label={t('add.cameraName')} />
      ) : (
        <>
          {state === 'starting' ? <Spinner size={30} /> : <Icon icon={ScanLine} size={34} />}
          <span role={failed ? 'alert' : 'status'}>
            {t(failed ? SAYS[state] : state === 'starting' ? 'add.cameraStart' : 'add.cameraHint')}
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
