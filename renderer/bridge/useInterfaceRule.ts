/** Whether a network interface is used, by its name. */
import { useCallback } from 'react'
import { DEFAULT_SETTINGS } from '../../shared/defaultSettings.ts'
import { useSettings } from './queries.ts'
import { useCall } from './useCall.ts'

export function useInterfaceRule(): { set: (name: string, use: boolean) => void; error: unknown } {
  const { interfaces } = useSettings().data ?? DEFAULT_SETTINGS
  const { run, error } = useCall('settings.set')
  const set = useCallback(
    (name: string, use: boolean): void => void run({ interfaces: { ...interfaces, [name]: use ? 'use' : 'never' } }),
    [interfaces, run]
  )
  return { set, error }
}
