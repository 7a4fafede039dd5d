/** What our own page may use of the machine: the clipboard for writing, and the camera, which reads others' codes. */

/** As Electron names what is asked for. */
export interface Asked {
  permission: string
  /** Of 'media': what is wanted. A request may name several, a check one; a check may not know. */
  mediaTypes?: readonly string[] | undefined
  mediaType?: string | undefined
}

/** Never the microphone, alone or with the camera. */
export function isAllowed({ permission, mediaTypes, mediaType }: Asked): boolean {
  if (permission === 'clipboard-sanitized-write') return true
  if (permission !== 'media') return false
  if (mediaTypes !== undefined) return mediaTypes.length > 0 && mediaTypes.every(type => type === 'video')
  return mediaType === 'video'
}
