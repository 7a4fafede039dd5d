/** Whether somebody may be looking: endless motion stops when the window is hidden, or a minute after it lost focus. */
import { useEffect, useState } from 'react'

const BLURRED_FOR_MS = 60_000

export function useAwake(): boolean {
  const [awake, setAwake] = useState(() => !document.hidden)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const wake = (): void => {
      clearTimeout(timer)
      setAwake(!document.hidden)
    }
    const drowse = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => setAwake(false), BLURRED_FOR_MS)
    }
    if (!document.hasFocus()) drowse()
    window.addEventListener('focus', wake)
    window.addEventListener('blur', drowse)
    document.addEventListener('visibilitychange', wake)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('focus', wake)
      window.removeEventListener('blur', drowse)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [])
  return awake
}
