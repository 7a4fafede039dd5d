/** The mark: an ear drawn as two sound rings and a point. */

export function Logo({ size = 22, thin = false, className }: { size?: number; thin?: boolean; className?: string }) {
  const side = `${size / 16}rem`
  return (
    <svg
      className={className}
      width={side}
      height={side}
      viewBox='0 -.6 24 24'
      fill='none'
      aria-hidden='true'
      stroke={thin ? 'currentColor' : 'var(--accent)'}
      strokeWidth={thin ? 1.9 : 2.2}
      strokeLinecap='round'
      style={{ flex: 'none', display: 'block' }}
    >
      <path d='M4.6 13.2A8.4 8.4 0 1 1 20.2 9.4c0 4.1-3.4 5.2-4.3 8.1-.6 2-1.7 3.9-4 3.9-1.6 0-2.9-.9-3.5-2.3' />
      <path d='M8.2 11.4a4.2 4.2 0 1 1 7.8-1.9c0 2.1-1.7 2.7-2.5 4' />
      <circle cx='11.8' cy='9.6' r='1.25' fill={thin ? 'currentColor' : 'var(--accent)'} stroke='none' />
    </svg>
  )
}
