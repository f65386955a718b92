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
  if (lostElement()) element.focus({ preventScroll: true });
}

/**
 * An attachment for a part whose buttons come and go: when the one that held the focus has left it,
 * and no other took the focus over, the part itself does. It needs a `tabindex`.
 */
export function keepFocusWithin(part: HTMLElement): () => void {
  const observer = new MutationObserver((mutations) => {
    const lost = lostElement();
    if (!lost) return;
    const wasHere = mutations.some(({ removedNodes }) =>
      [...removedNodes].some((node) => node.contains(lost)),
    );
    if (wasHere) part.focus({ preventScroll: true });
  });
  observer.observe(part, { childList: true, subtree: true });
  return () => observer.disconnect();
}

/** What held the focus and has left the page; null where nothing is lost. */
export function lostElement(): Element | null {
  if (document.activeElement !== document.body) return null;
  const last = lastFocused?.deref();
  return last instanceof Element && !last.isConnected ? last : null;
}
