/** Every icon in one stroke, sized with the text, and silent: the words stand beside it. */
import type { LucideIcon } from 'lucide-react'

export type { LucideIcon } from 'lucide-react'

/** `size` in px at 100 % text size. */
export function Icon({ icon: Shape, size = 18, className }: { icon: LucideIcon; size?: number; className?: string }) {
  return (
    <Shape
      size={`${size / 16}rem`}
      strokeWidth={1.75}
      className={className}
      aria-hidden='true'
      style={{ flex: 'none', display: 'block' }}
    />
  )
}
