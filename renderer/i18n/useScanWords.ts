/** What the scanner of codes says, in the language of the interface. */
import { useMemo } from 'react'
import type { ScanWords } from '../ui/scan/Scan.tsx'
import { useT } from './useT.ts'

export function useScanWords(): ScanWords {
  const t = useT()
  return useMemo(
    () => ({
      camera: t('add.camera'),
      stop: t('add.cameraStop'),
      picture: t('add.picture'),
      cameraName: t('add.cameraName'),
      hint: t('add.cameraHint'),
      starting: t('add.cameraStart'),
      none: t('add.cameraNone'),
      denied: t('add.cameraDenied'),
      busy: t('add.cameraBusy'),
      failures: {
        pictureNone: t('add.pictureNone'),
        pictureBad: t('add.pictureBad'),
        pictureLarge: t('add.pictureLarge')
      }
    }),
    [t]
  )
}
