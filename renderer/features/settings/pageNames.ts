/** The pages of the settings, in groups, in the order they are shown. */
import { Database, EyeOff, Info, Keyboard, type LucideIcon, Network, Palette, ShieldCheck, User } from 'lucide-react'

export type SettingsPage =
  | 'profile'
  | 'privacy'
  | 'appearance'
  | 'storage'
  | 'security'
  | 'network'
  | 'shortcuts'
  | 'about'
export type SettingsGroup = 'me' | 'computer' | 'earshot'

export const GROUPS: readonly { name: SettingsGroup; pages: readonly { page: SettingsPage; icon: LucideIcon }[] }[] = [
  {
    name: 'me',
    pages: [
      { page: 'profile', icon: User },
      { page: 'privacy', icon: EyeOff }
    ]
  },
  {
    name: 'computer',
    pages: [
      { page: 'appearance', icon: Palette },
      { page: 'storage', icon: Database },
      { page: 'security', icon: ShieldCheck },
      { page: 'network', icon: Network }
    ]
  },
  {
    name: 'earshot',
    pages: [
      { page: 'shortcuts', icon: Keyboard },
      { page: 'about', icon: Info }
    ]
  }
]
