/**
 * What stands on the page, measured: words that are cut, that leave their frame or lie over others,
 * and a page that scrolls sideways. In the page's own terms, so that no picture has to be compared.
 */

import type { Page } from 'playwright';

/** One line for each fault of what is shown, in the topmost dialog where one is open. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(layoutFaultsHere);
}

/**
 * A language with longer words: while `look` looks, each word of the page has 40% more letters, with
 * accents. Python, names of keys and fields to write in stay as they are. In the page, not in the
 * texts of a second build: what is measured is the layout alone, and the English is put back.
 */
export async function withLongWords<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await page.evaluate(lengthen);
  try {
    return await look();
  } finally {
    await page.evaluate(() => (window as unknown as { shorten(): void }).shorten());
  }
}

function lengthen(): void {
  const accented: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü' };
  const longer = (text: string) => {
    let owed = 0;
    return text.replace(/\p{L}/gu, (letter) => {
      owed += 0.4;
      if (owed < 1) return letter;
      owed -= 1;
      return letter + (accented[letter.toLowerCase()] ?? letter.toLowerCase());
    });
  };
  const undo: (() => void)[] = [];
  const kept = 'code, pre, samp, kbd, script, style, textarea, .cm-editor, svg, [translate="no"]';
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const each = node;
    const before = each.nodeValue ?? '';
    if (!/\p{L}/u.test(before) || each.parentElement?.closest(kept)) continue;
    const after = longer(before);
    each.nodeValue = after;
    // What the page has written meanwhile is its own.
    undo.push(() => each.nodeValue === after && (each.nodeValue = before));
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('[placeholder]')) {
    const before = field.placeholder;
    field.placeholder = longer(before);
    undo.push(() => (field.placeholder = before));
  }
  Object.assign(window, { shorten: () => undo.forEach((step) => step()) });
}

/** In the page. It stands alone, so that any engine can be given it. */
export function layoutFaultsHere(): string[] {
  interface Line {
    readonly text: string;
    readonly layer: Element;
    readonly parent: Element;
    readonly box: DOMRect;
  }
  const found = new Set<string>();
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.add(`scrolls sideways by ${scrollWidth - clientWidth}px`);

  const dialogs = [...document.querySelectorAll('dialog:modal')];
  const root = dialogs.at(-1) ?? document.body;
  /** Meant to end in dots: names that people gave, of any length. */
  const endsInDots = (style: CSSStyleDeclaration) =>
    style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
  const isHidden = (style: CSSStyleDeclaration) =>
    style.clipPath !== 'none' || style.visibility === 'hidden' || style.opacity === '0';
  const frames = 'button, .button, summary, td, th, label, .card, dialog, header, nav, a.name';

  /** The part of a line that is seen; notes what cuts it. */
  function seen(text: string, box: DOMRect, from: Element): DOMRect | null {
    let { left, right, top, bottom } = box;
    for (let at: Element | null = from; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (isHidden(style)) return null;
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const clip = at.getBoundingClientRect();
      if (endsInDots(style)) return null;
      const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      const isCutAside = cuts(style.overflowX) && (left < clip.left - 1 || right > clip.right + 1);
      const middle = (top + bottom) / 2;
      const isCutBelow = cuts(style.overflowY) && (middle < clip.top || middle > clip.bottom);
      if (isCutAside || isCutBelow) found.add(`cut: ${text}`);
      [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
      [top, bottom] = [Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
      if (right - left < 1 || bottom - top < 1) return null;
    }
    return new DOMRect(left, top, right - left, bottom - top);
  }

  function layerOf(element: Element): Element {
    for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return at;
    }
    return root;
  }

  const lines: Line[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement;
    const text = (node.nodeValue ?? '').trim().replace(/\s+/g, ' ').slice(0, 60);
    if (!parent || !text || parent.closest('svg, script, style, option, .cm-editor')) continue;
    if (!parent.checkVisibility()) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      // The area of a font is taller than its letters.
      const inner = new DOMRect(box.x, box.y + box.height / 4, box.width, box.height / 2);
      const visible = seen(text, inner, parent);
      if (!visible) continue;
      const frame = parent.closest(frames)?.getBoundingClientRect();
      if (frame && (visible.left < frame.left - 1 || visible.right > frame.right + 1)) {
        found.add(`leaves its frame: ${text}`);
      }
      lines.push({ text, layer: layerOf(parent), parent, box: visible });
    }
  }
  for (const [at, one] of lines.entries()) {
    for (const other of lines.slice(at + 1)) {
      if (one.layer !== other.layer || one.parent === other.parent) continue;
      const { left, right, top, bottom } = one.box;
      const wide = Math.min(right, other.box.right) - Math.max(left, other.box.left);
      const tall = Math.min(bottom, other.box.bottom) - Math.max(top, other.box.top);
      if (wide > 2 && tall > 2) found.add(`over one another: ${one.text} / ${other.text}`);
    }
  }
  return [...found];
}
