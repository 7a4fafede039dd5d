/** What jsdom has not and the interface asks for: media queries, sizes, visibility. Import it before the interface. */

class NoResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= NoResizes
window.matchMedia ??= query =>
  Object.assign(new EventTarget(), {
    media: query,
    matches: false,
    onchange: null,
    addListener() {},
    removeListener() {}
  })
Element.prototype.checkVisibility ??= () => true
Element.prototype.scrollIntoView ??= () => {}
Element.prototype.scrollTo ??= () => {}
Element.prototype.getAnimations ??= () => []
Element.prototype.setPointerCapture ??= () => {}
Element.prototype.hasPointerCapture ??= () => false
