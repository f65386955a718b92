/** Copying text that is still being made. Vitest fails on any unhandled rejection. */

import { expect, test } from 'vitest';
import { copyMade } from '../../../../src/app/sharing/copy-made.ts';

/** Keeps what it is given, as a clipboard does once the text is there. */
function clipboard() {
  const copied: string[] = [];
  const asked: Promise<string>[] = [];
  const copy = async (text: Promise<string>) => {
    asked.push(text);
    copied.push(await text);
  };
  return { asked, copied, copy };
}

const refused = () => Promise.reject(new DOMException('', 'NotAllowedError'));

test('the clipboard is asked before there is a text, and gets it once it is made', async () => {
  const { asked, copied, copy } = clipboard();
  let finish: (text: string) => void = () => undefined;
  const making = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const made = copyMade(making, copy);
  expect(asked.length).toBe(1);
  expect(copied).toEqual([]);
  finish('link');
  expect(await made).toEqual({ kind: 'copied', text: 'link' });
  expect(copied).toEqual(['link']);
});

test('where the clipboard is out of reach, the text is there to be shown', async () => {
  expect(await copyMade(Promise.resolve('link'), refused)).toEqual({
    kind: 'by-hand',
    text: 'link',
  });
});

test('nothing is copied where no text comes of it', async () => {
  const { copied, copy } = clipboard();
  expect(await copyMade(Promise.resolve(null), copy)).toEqual({ kind: 'too-long' });
  expect(await copyMade(Promise.resolve(null), refused)).toEqual({ kind: 'too-long' });
  expect(copied).toEqual([]);
});

test('a making that fails is told from one that gives nothing', async () => {
  const { copied, copy } = clipboard();
  expect(await copyMade(Promise.reject(new Error('lost')), copy)).toEqual({ kind: 'unmade' });
  expect(copied).toEqual([]);
});
