/**
 * An attachment: the new element takes the focus over when the one that held it has just left the
 * page. Otherwise the next Tab would begin at the top. Does nothing before a person has acted.
 */
export function keepFocus(element: HTMLElement): void {
  const isLost = document.activeElement === document.body;
  if (isLost && navigator.userActivation?.hasBeenActive) element.focus({ preventScroll: true });
}
