/** Who takes the focus over when its holder leaves the page. In the order of a visit. */

import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { keepFocus, keepFocusWithin } from '../../../../src/ui/pieces/keep-focus.ts';

function button(): HTMLButtonElement {
  const element = document.createElement('button');
  document.body.append(element);
  return element;
}

afterEach(() => document.body.replaceChildren());

test('on a page on which nothing had the focus yet, none is taken, whatever was pressed', async () => {
  await userEvent.keyboard('{Shift}');
  keepFocus(button());
  expect(document.activeElement).toBe(document.body);
});

test('an element takes over from one that has left the page', () => {
  const old = button();
  old.focus();
  old.remove();
  const next = button();
  keepFocus(next);
  expect(document.activeElement).toBe(next);
});

test('the focus that was left by itself, or is elsewhere, stays where it is', () => {
  const left = button();
  left.focus();
  left.blur();
  keepFocus(button());
  expect(document.activeElement).toBe(document.body);
  const other = button();
  other.focus();
  keepFocus(button());
  expect(document.activeElement).toBe(other);
});

test('a part takes the focus over from what has left it, unless something new has it', async () => {
  const part = document.createElement('section');
  part.tabIndex = -1;
  const [inside, outside] = [button(), button()];
  part.append(inside);
  document.body.append(part);
  const end = keepFocusWithin(part);
  inside.focus();
  outside.remove();
  inside.remove();
  await expect.poll(() => document.activeElement).toBe(part);
  const next = button();
  part.append(next);
  next.focus();
  const newest = button();
  next.remove();
  keepFocus(newest);
  part.append(document.createElement('p'));
  // Observers hear of it before this.
  await Promise.resolve();
  expect(document.activeElement).toBe(newest);
  end();
});
