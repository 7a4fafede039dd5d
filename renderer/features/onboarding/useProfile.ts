/** What is being typed on the first screen, and whether somebody may be called that. */
import { useState } from 'react'
import { HUES, MAX_DEVICE_NAME_CHARS, MAX_NAME_CHARS } from '../../../shared/limits.ts'
import type { CoreState } from '../../../shared/model.ts'
import { personName, tidy } from '../../../shared/names.ts'

export type HueChoice = (typeof HUES)[number]

export interface Profile {
  name: string
  setName: (name: string) => void
  hue: HueChoice
  setHue: (hue: HueChoice) => void
  deviceName: string
  setDeviceName: (name: string) => void
  /** Nothing that could be seen was typed yet. */
  nameEmpty: boolean
  /** Something was, but nobody may be called that. */
  nameWrong: boolean
  deviceNameWrong: boolean
}

const randomHue = (): HueChoice => HUES[Math.floor(Math.random() * HUES.length)] ?? HUES[0]

export function useProfile(suggested: CoreState['suggested']): Profile {
  const [name, setName] = useState(suggested.name)
  const [hue, setHue] = useState(randomHue)
  const [deviceName, setDeviceName] = useState(suggested.deviceName)
  const nameEmpty = tidy(name) === ''
  return {
    name,
    setName,
    hue,
    setHue,
    deviceName,
    setDeviceName,
    nameEmpty,
    nameWrong: !nameEmpty && personName(name, MAX_NAME_CHARS) === undefined,
    deviceNameWrong: personName(deviceName, MAX_DEVICE_NAME_CHARS) === undefined
  }
}
