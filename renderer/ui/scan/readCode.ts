/** Finds a QR code in a picture: a file, something pasted, or what a camera sees. */
import { decodeQR } from 'qr/decode.js'

export type Failure = 'pictureNone' | 'pictureBad' | 'pictureLarge'

const MAX_PICTURE_BYTES = 30_000_000
/** A code is found at one size where it is not at another. */
const SIDES = [1_200, 640, 2_000] as const
/** A still picture may take longer than a frame of a camera. */
const PICTURE_LIMIT_MS = 400

/** Undefined where there is none. */
export function codeIn(
  image: { width: number; height: number; data: Uint8ClampedArray },
  limitMs?: number
): string | undefined {
  try {
    return decodeQR(image, limitMs === undefined ? {} : { timeLimit: limitMs })
  } catch {
    return undefined // it says so by throwing
  }
}

export async function readPicture(file: Blob): Promise<{ text: string } | { failure: Failure }> {
  if (file.size > MAX_PICTURE_BYTES) return { failure: 'pictureLarge' }
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file)
  } catch {
    return { failure: 'pictureBad' }
  }
  try {
    for (const side of SIDES) {
      const image = pixels(picture, picture, side)
      const text = image && codeIn(image, PICTURE_LIMIT_MS)
      if (text !== undefined) return { text }
    }
    return { failure: 'pictureNone' }
  } finally {
    picture.close()
  }
}

/** The pixels of something drawable, no more than `side` across. */
export function pixels(
  source: CanvasImageSource,
  size: { width: number; height: number },
  side: number
): ImageData | undefined {
  const scale = Math.min(1, side / Math.max(size.width, size.height))
  const width = Math.round(size.width * scale)
  const height = Math.round(size.height * scale)
  if (width < 1 || height < 1) return undefined
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return undefined
  context.fillStyle = '#fff' // behind what can be seen through
  context.fillRect(0, 0, width, height)
  context.drawImage(source, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}
