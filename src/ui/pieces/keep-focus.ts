let lastFocused: WeakRef<EventTarget> | null = null;

document.addEventListener('focusin', ({ target }) => {
  lastFocused = target && new WeakRef(target);
});

/**
 * An attachment: the new element takes the focus over when the one that held it has just left the
 * page. Otherwise the next Tab would begin at the top. Does nothing before anything had the focus:
 * where a page begins is for the browser to say.
 */
export function keepFocus(element: HTMLElement): void {
  if (document.activeElement !== document.body) return;
  const last = lastFocused?.deref();
  const isLost = last instanceof Element && !last.isConnected;
  if (isLost) element.focus({ preventScroll: true });
}
