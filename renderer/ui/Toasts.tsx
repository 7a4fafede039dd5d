/** Short news without a place: bottom end, at most three, newest lowest. Failures stay until they are dismissed. */
import { X } from 'lucide-react'
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState
} from 'react'
import { Button } from './Button.tsx'
import { DeliveryGlyph } from './DeliveryGlyph.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './Toasts.module.css'

export interface Toast {
  /** A toast of the same id takes the place of the former. */
  id?: string
  tone?: 'plain' | 'bad'
  title: ReactNode
  detail?: ReactNode
  /** An avatar or an icon. */
  picture?: ReactNode
  action?: { label: string; onAction: () => void }
}
type Shown = Toast & { id: string }

export interface ToastControl {
  show: (toast: Toast) => void
  dismiss: (id: string) => void
}

const ToastContext = createContext<ToastControl>({ show() {}, dismiss() {} })
/** How to show a toast. */
export const useToasts = (): ToastControl => useContext(ToastContext)

const AT_MOST = 3
const STAYS_MS = 6_000
const WITH_ACTION_STAYS_MS = 10_000
let lastId = 0

export interface ToastsProps {
  /** Name of the region, which F6 reaches. */
  label: string
  dismissLabel: string
  children: ReactNode
}

export function Toasts({ label, dismissLabel, children }: ToastsProps) {
  const [toasts, setToasts] = useState<readonly Shown[]>([])
  const dismiss = useCallback((id: string) => setToasts(now => now.filter(toast => toast.id !== id)), [])
  const show = useCallback((toast: Toast) => {
    const shown = { ...toast, id: toast.id ?? `toast-${++lastId}` }
    setToasts(now => [...now.filter(other => other.id !== shown.id), shown].slice(-AT_MOST))
  }, [])
  const control = useMemo(() => ({ show, dismiss }), [show, dismiss])
  return (
    <ToastContext value={control}>
      {children}
      <section className={styles.region} aria-label={label} data-region='toasts' hidden={toasts.length === 0}>
        {toasts.map(toast => (
          <OneToast key={toast.id} toast={toast} dismissLabel={dismissLabel} onDismiss={dismiss} />
        ))}
      </section>
    </ToastContext>
  )
}

function OneToast({
  toast,
  dismissLabel,
  onDismiss
}: {
  toast: Shown
  dismissLabel: string
  onDismiss: (id: string) => void
}) {
  const { id, tone = 'plain', title, detail, picture, action } = toast
  const [held, setHeld] = useState(false)
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (held || tone === 'bad') return
    const timer = setTimeout(() => onDismiss(id), action === undefined ? STAYS_MS : WITH_ACTION_STAYS_MS)
    return () => clearTimeout(timer)
  }, [held, tone, id, action, onDismiss])
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onDismiss(id)
  }
  return (
    <div
      ref={card}
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(card.current?.contains(document.activeElement) ?? false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDownCapture={escape}
    >
      {picture ?? (tone === 'bad' && <DeliveryGlyph state='failed' size={18} />)}
      <div className={styles.words} role={tone === 'bad' ? 'alert' : 'status'}>
        <b>{title}</b>
        {detail !== undefined && <small>{detail}</small>}
      </div>
      {action !== undefined && (
        <Button
          size='sm'
          onClick={() => {
            action.onAction()
            onDismiss(id)
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} size='sm' label={dismissLabel} onClick={() => onDismiss(id)} />
    </div>
  )
}
