/**
 * What a person does on a page, in any engine: by the names that buttons and fields have, in the
 * page itself, because the three protocols have little else in common.
 */

import type { EnginePage } from './engine.ts';

export interface Walker {
  /** A button, link or fold of this name, as soon as it is there; in the topmost dialog, if one is open. */
  press(name: string): Promise<void>;
  /** Until something has a label that begins like this. */
  finds(label: string): Promise<void>;
  /** Until the address goes on like this after its mark. */
  arrives(hash: string): Promise<void>;
  /** Until the page shows the text. */
  sees(text: string): Promise<void>;
  /** The program in the editor, in the place of what was there. */
  writes(program: string): Promise<void>;
  fills(label: string, value: string): Promise<void>;
  /** A key, where the focus is. */
  strikes(key: string): Promise<void>;
  /** To the hidden field of this label. */
  givesFile(label: string, name: string, base64: string): Promise<void>;
  goesTo(hash: string): Promise<void>;
  /** Loads the page again, with or without a network. */
  reloads(): Promise<void>;
}

/** A machine that is busy, and an engine that boots an interpreter in seconds. */
const patienceMs = 120_000;

export function walkerOn(page: EnginePage): Walker {
  /** Asks until it is so; says what stands on the page where it never is. */
  async function until<A>(what: string, isSo: (argument: A) => boolean, argument: A) {
    const end = Date.now() + patienceMs;
    while (!(await page.evaluate(isSo, argument).catch(() => false))) {
      if (Date.now() > end) {
        const shown = await page.evaluate(() => document.body.innerText.slice(0, 2_000), null);
        throw new Error(`${what} did not come. The page shows:\n${shown}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  return {
    press: (name) => until(`“${name}”`, pressed, name),
    finds: (name) =>
      until(
        `“${name}”`,
        (label) => document.querySelector(`[aria-label^="${label}"]`) !== null,
        name,
      ),
    arrives: (hash) =>
      until(`the address ${hash}`, (begin) => location.hash.startsWith(begin), hash),
    sees: (text) => until(`“${text}”`, (said) => document.body.innerText.includes(said), text),
    async writes(program) {
      await until('the editor', () => document.querySelector('.cm-content') !== null, null);
      await page.evaluate(replaceProgram, program);
      const isThere = (text: string) => {
        const lines = [...document.querySelectorAll('.cm-line')].map((line) => line.textContent);
        return lines.join('\n').trimEnd() === text.trimEnd();
      };
      await until('the program as written', isThere, program);
    },
    fills: (label, value) => until(`the field “${label}”`, filled, { label, value }),
    strikes: (key) =>
      page.evaluate((struck) => {
        const event = new KeyboardEvent('keydown', {
          key: struck,
          bubbles: true,
          cancelable: true,
        });
        (document.activeElement ?? document.body).dispatchEvent(event);
      }, key),
    givesFile: (label, name, base64) =>
      until(`the field for ${name}`, given, { label, name, base64 }),
    goesTo: (hash) => page.evaluate((to) => void (location.hash = to), hash),
    async reloads() {
      await page.evaluate(() => {
        Object.assign(window, { isBefore: true });
        setTimeout(() => location.reload(), 50);
      }, null);
      const isNew = () => !('isBefore' in window) && document.querySelector('main') !== null;
      await until('the page after a reload', isNew, null);
    },
  };
}

/** In the page. */
function pressed(name: string): boolean {
  const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
  const nameOf = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ');
  const all = root.querySelectorAll<HTMLElement>('button, a, summary, [role="row"]');
  const found = [...all].find(
    (each) => nameOf(each).startsWith(name) && !(each as HTMLButtonElement).disabled,
  );
  found?.click();
  return found !== undefined;
}

/** In the page: as if the text were pasted over everything, which every engine tells the editor alike. */
function replaceProgram(program: string): void {
  const content = document.querySelector<HTMLElement>('.cm-content');
  if (!content) return;
  content.focus();
  document.getSelection()?.selectAllChildren(content);
  document.execCommand('selectAll');
  document.execCommand('insertText', false, program);
}

/** In the page. */
function filled({ label, value }: { label: string; value: string }): boolean {
  const named = [...document.querySelectorAll('label')].find(
    (each) => each.textContent?.trim() === label,
  );
  const field = named?.control ?? document.querySelector(`[aria-label="${label}"]`);
  if (!(field instanceof HTMLInputElement)) return false;
  field.focus();
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

/** In the page. */
function given(file: { label: string; name: string; base64: string }): boolean {
  const field = document.querySelector<HTMLInputElement>(
    `input[type="file"][aria-label="${file.label}"]`,
  );
  if (!field) return false;
  const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], file.name));
  field.files = files.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}
