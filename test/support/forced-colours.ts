/** The page in a person's own colours: what colours alone told is not told any more. */

import type { Page } from 'playwright';

/**
 * One line for each part that looks the same whether or not it is chosen, pressed, checked or
 * current, in the topmost dialog where one is open. The state is taken away for the comparison, and
 * put back.
 */
export async function lostStates(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  try {
    return await page.evaluate(lostStatesHere);
  } finally {
    await page.emulateMedia({ forcedColors: 'none' });
  }
}

/** In a page that has such colours. It stands alone, so that any engine can be given it. */
export function lostStatesHere(): string[] {
  const properties = [
    ...['background-color', 'color', 'font-weight', 'text-decoration-line', 'transform', 'rotate'],
    ...['outline-style', 'outline-color', 'translate', 'opacity', 'display', 'content'],
    ...['border-top', 'border-right', 'border-bottom', 'border-left', 'inset-inline-start'],
  ];
  const looksOf = (part: Element) =>
    [null, '::before', '::after']
      .map((at) => getComputedStyle(part, at))
      .map((style) => properties.map((name) => style.getPropertyValue(name)).join(';'))
      .join('|');
  const look = (part: Element) => [part, ...part.querySelectorAll('*')].map(looksOf).join('|');
  const root = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
  const found: string[] = [];
  for (const state of ['aria-pressed', 'aria-selected', 'aria-checked', 'aria-current']) {
    const chosen = `[${state}]:not([${state}="false"])`;
    for (const part of root.querySelectorAll(chosen)) {
      const value = part.getAttribute(state);
      if (value === null || !part.checkVisibility()) continue;
      const before = look(part);
      part.setAttribute(state, 'false');
      const after = look(part);
      part.setAttribute(state, value);
      // Or by a class that goes along with it.
      const other = [...(part.parentElement?.children ?? [])].find(
        (each) => each.tagName === part.tagName && !each.matches(chosen),
      );
      const isOwn = other !== undefined && looksOf(part) !== looksOf(other);
      if (before === after && !isOwn)
        found.push(`${state}="${value}" is not seen: ${part.outerHTML}`);
    }
  }
  return found.map((each) => each.slice(0, 160));
}
