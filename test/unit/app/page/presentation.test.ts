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

test('what a link asked of a task holds for that task, until the person ends it', async () => {
  const settings = keptInMemory();
  let open = 'starter/1';
  const page = new Presentation(settings, () => open);
  page.ask('starter/1', false);
  expect([page.isSolo, page.asked]).toEqual([true, 'without-hints']);
  open = 'starter/2';
  expect([page.isSolo, page.asked]).toEqual([false, null]);

  open = 'starter/1';
  const next = new Presentation(settings, () => open);
  await next.restore(hasNone);
  expect([next.isSolo, next.asked]).toEqual([true, 'without-hints']);
  next.toggleSolo();
  expect([next.isSolo, next.asked]).toEqual([false, null]);
  const last = new Presentation(settings, () => open);
  await last.restore(hasNone);
  expect([last.isSolo, last.asked]).toEqual([false, null]);
});

test('who solves alone anyway still does once a link’s wish is over', async () => {
  const page = new Presentation(keptInMemory(), () => 'starter/1');
  page.toggleSolo();
  page.ask('starter/1', true);
  page.endAsked();
  expect([page.isSolo, page.asked]).toEqual([true, null]);
});

test('a tab that knows less brings nothing back, and what is over is no longer kept', async () => {
  const settings = keptInMemory();
  let open = 'starter/1';
  const [first, second] = [0, 1].map(() => new Presentation(settings, () => open));
  first?.ask('starter/1', true);
  await second?.restore(hasNone);
  first?.endAsked();
  open = 'starter/2';
  second?.ask('starter/2', true);
  await expect.poll(() => settings.setting('solve-by-link')).toEqual({ 'starter/2': true });
  second?.endAsked();
  await expect.poll(() => settings.setting('solve-by-link')).toEqual({});
  second?.ask('starter/3', true);
  second?.forgetAsked();
  expect(second?.isSoloAt('starter/3')).toBe(false);
});

test('until it is known what a person chose, they may be solving alone', async () => {
  const settings = keptInMemory();
  const first = new Presentation(settings);
  first.toggleSolo();
  const next = new Presentation(settings);
  expect(next.mayBeSolo).toBe(false);
  void next.restore(hasNone);
  expect([next.isSolo, next.mayBeSolo]).toEqual([false, true]);
  await next.restored();
  expect([next.isSolo, next.mayBeSolo]).toEqual([true, true]);
  first.toggleSolo();
  const last = new Presentation(settings);
  await last.restore(hasNone);
  expect([last.isSolo, last.mayBeSolo]).toEqual([false, false]);
});
