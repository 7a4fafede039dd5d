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
