/** Who is welcomed: whoever has done nothing here yet, and nobody else. */
import { expect, test } from 'vitest';
import { Presentation } from '../../../../src/app/page/presentation.svelte.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

const hasWork = async () => true;
const hasNone = async () => false;

test('a first visit is welcomed until that is over, and no later one is', async () => {
  const settings = keptInMemory();
  const first = new Presentation(settings);
  await first.restore(hasNone);
  expect(first.isWelcome).toBe(true);
  first.endWelcome();
  const next = new Presentation(settings);
  await next.restore(hasNone);
  expect([first.isWelcome, next.isWelcome]).toEqual([false, false]);
});

test('whoever has programs or attempts here is not welcomed, with or without settings', async () => {
  const settings = keptInMemory();
  const page = new Presentation(settings);
  await page.restore(hasWork);
  expect(page.isWelcome).toBe(false);
  expect(await settings.setting('welcomed')).toBe(true);
});

test('what a person did before storage answered ends the welcome as well', async () => {
  const settings = keptInMemory();
  const page = new Presentation(settings);
  const restoring = page.restore(hasNone);
  page.endWelcome();
  await restoring;
  expect(page.isWelcome).toBe(false);
  expect(await settings.setting('welcomed')).toBe(true);
});
