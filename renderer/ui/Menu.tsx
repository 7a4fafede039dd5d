/** A menu under a button, or under the pointer. Arrows, typing, Esc; focus goes back where it came from. */
import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { classNames } from './classNames.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import styles from './Menu.module.css'

export interface MenuItem {
  id: string
  label: string
  icon?: LucideIcon
  shortcut?: string
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
}
/** An item, or a line between groups. */
export type MenuEntry = MenuItem | 'line'

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  items: readonly MenuEntry[]
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
}

export function Menu({ trigger, items, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.place} align={align} side={side} sideOffset={4} collisionPadding={8}>
          <Base.Popup className={styles.menu}>
            <Entries items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Opens on right click, long press, the Menu key and Shift F10 on its child. */
export function ContextMenu({ items, children }: { items: readonly MenuEntry[]; children: ReactElement }) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner className={styles.place} collisionPadding={8}>
          <BaseContext.Popup className={styles.menu}>
            <Entries items={items} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}

function Entries({ items }: { items: readonly MenuEntry[] }) {
  return items.map((item, i) =>
    item === 'line' ? (
      <Base.Separator key={`line-${i}`} className={styles.line} />
    ) : (
      <Base.Item
        key={item.id}
        label={item.label}
        disabled={item.disabled ?? false}
        className={classNames(styles.item, item.danger === true && styles.danger)}
        onClick={item.onSelect}
      >
        {item.icon !== undefined && <Icon icon={item.icon} size={16} />}
        <span className={styles.words}>{item.label}</span>
        {item.shortcut !== undefined && <Kbd keys={item.shortcut} />}
      </Base.Item>
    )
  )
}
