/** F6 goes from region to region: whatever has data-region, in the order of the page, innermost. */

const FOCUSABLE = 'a[href], button, input, textarea, select, [tabindex]'

const visible = (element: HTMLElement): boolean => element.checkVisibility()

/** Regions that hold another region only frame it. */
function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    region => region.querySelector('[data-region]') === null && visible(region) && stop(region) !== undefined
  )
}

/** What gets focus in a region: what it names itself, where one is, else the first stop. */
function stop(region: HTMLElement): HTMLElement | undefined {
  const stops = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    element => element.tabIndex >= 0 && visible(element)
  )
  return (
    stops.find(element => element.matches('[data-region-focus]')) ??
    stops.find(element => element.ariaCurrent === 'page') ??
    stops[0]
  )
}

/** Moves focus to the next (1) or previous (-1) region. */
export function moveRegion(step: 1 | -1): void {
  const all = regions()
  const at = all.findIndex(region => region.contains(document.activeElement))
  const next = all[at === -1 ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length]
  if (next !== undefined) stop(next)?.focus()
}

/** Where a place has a field to find things in it by itself, that gets the focus and is returned. */
export function findField(): HTMLInputElement | undefined {
  const field = document.querySelector<HTMLInputElement>('main input[data-find]') ?? undefined
  field?.focus()
  field?.select()
  return field
}

/** Frames that a place which was just opened may take until its regions stand. */
const FRAMES = 60

/**
 * Moves focus into a region of a place that was just opened, as soon as it is there. Where it does not come, as a panel
 * that is closed by now, where one writes; else the first of the place.
 */
export function focusRegion(name: string | undefined): void {
  let left = FRAMES
  const attempt = (): void => {
    const all = regions()
    const named = (wanted: string | undefined) => all.find(one => one.dataset.region === wanted)
    const region = named(name) ?? (left > 0 ? undefined : (named('composer') ?? all.find(one => one.matches('main *'))))
    if (region !== undefined) hold(stop(region))
    else if (left-- > 0) requestAnimationFrame(attempt)
  }
  /** What stands there may still be the place before: when it goes, the focus goes with it. */
  const hold = (target: HTMLElement | undefined): void => {
    target?.focus()
    const look = (): void => {
      if (target?.isConnected === false && document.activeElement === document.body) attempt()
      else if (target?.isConnected === true && document.activeElement === target && left-- > 0)
        requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(attempt)
}

/** The region that last had the focus, but for regions one only passes through, such as the search's own. */
export function watchFocus(): { region: () => string | undefined; stop: () => void } {
  let region: string | undefined
  const look = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element) || target.closest('[data-passing]') !== null) return
    const name = target.closest<HTMLElement>('[data-region]')?.dataset.region
    // the messages are in no region of their own, and one of them may be far away: one goes back to where one writes
    region = name === 'main' ? 'composer' : (name ?? region)
  }
  document.addEventListener('focusin', look)
  return { region: () => region, stop: () => document.removeEventListener('focusin', look) }
}
