/** A session is recorded with a real model and seen again where there is none. */

import type { BrowserContext, Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { useVisits } from './page-visits.ts';

const replies = [
  {
    functionName: 'last_word',
    reply:
      'The first word:\n```python\ndef last_word(sentence):\n    words = sentence.split()\n    return words[0]\n```\n',
  },
  {
    functionName: 'from_the_end',
    reply:
      'The last one:\n```python\ndef last_word(sentence):\n    words = sentence.split()\n    return words[-1]\n```\n',
  },
];
const hint = `Count ${'from_the_end, '.repeat(8)}please.`;

const visits = useVisits();
const permissions = { permissions: ['clipboard-read', 'clipboard-write'] };

/** A browser without WebGPU, in which every file of an engine is refused. Tells what was asked for. */
function withoutEngines(refused: string[]) {
  return async (context: BrowserContext) => {
    await context.addInitScript(() => {
      delete (Navigator.prototype as { gpu?: unknown }).gpu;
    });
    await context.route(/wllama|web-llm|search-engine|huggingface|\.gguf/i, (route) => {
      refused.push(route.request().url());
      return route.abort();
    });
  };
}

async function record(page: Page): Promise<void> {
  await page
    .getByText(/ gives /)
    .first()
    .waitFor();
  await useTinyModel(page, replies);
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await page.getByLabel(/What is wrong/).fill(hint);
  await page.getByRole('button', { name: 'Send hint' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
}

async function linkFrom(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share as a replay' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share as a replay' });
  await dialog.getByLabel('Name (optional)').fill('First and last');
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await dialog.getByText('Link copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function styleOf(
  locator: Locator | undefined,
  property: string,
): Promise<string | undefined> {
  return locator?.evaluate(
    (element, name) => getComputedStyle(element).getPropertyValue(name),
    property,
  );
}

test('a dialog with a model plays from its link without any engine, and is checked there', async () => {
  const sender = await visits.open('#/starter/3', permissions);
  await record(sender);
  const link = await linkFrom(sender);
  expect(link.length).toBeLessThan(3000);

  const refused: string[] = [];
  const page = await visits.open(new URL(link).hash, {}, withoutEngines(refused));
  await page.getByRole('heading', { name: /^First and last/ }).waitFor();
  expect(await page.evaluate(() => 'gpu' in navigator)).toBe(false);
  const parts = page.getByRole('list', { name: 'Parts of this replay' });
  expect(await parts.getByRole('button').count()).toBe(2);
  // Nothing of how it ends is told before it is played.
  expect(await page.getByText('tests passed').count()).toBe(0);
  await page.getByText('Prompt', { exact: true }).waitFor();

  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await page.getByText('same verdict as recorded').waitFor();
  expect(
    await page.getByRole('region', { name: 'Reply' }).locator('mark').allTextContents(),
  ).toEqual(['def last_word(sentence):', '    words = sentence.split()', '    return words[0]']);
  expect(await faultsLightAndDark(page)).toEqual([]);

  await page.keyboard.press('ArrowRight');
  await page.getByText('Count from_the_end').first().waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  expect(await page.getByRole('insertion').allTextContents()).toEqual(['    return words[-1]\n']);
  // At 400% zoom nothing is cut or covered, and own colours leave what is current and what is not
  // to be pressed.
  await page.setViewportSize({ width: 320, height: 215 });
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const controls = page.getByRole('group', { name: 'Playback' });
  expect(await styleOf(controls, 'position')).toBe('static');
  expect(await styleOf(parts.locator('[aria-current]'), 'outline-style')).toBe('solid');
  const [onward, back] = ['Next part', 'Back'].map((name) =>
    controls.getByRole('button', { name }),
  );
  expect(await styleOf(onward, 'color')).not.toBe(await styleOf(back, 'color'));
  await page.emulateMedia({ forcedColors: 'none' });
  await page.setViewportSize({ width: 1280, height: 720 });
  expect(refused.filter((address) => /wllama|web-llm|gguf/.test(address))).toEqual([]);

  // It is the viewer's own only from here on.
  await page.getByRole('button', { name: 'Open in the playground' }).click();
  await page.getByText('This came from a link').waitFor();
  await page.getByRole('button', { name: /Attempt 2 Passed/ }).waitFor();
  await expect.poll(() => page.locator('.cm-content').innerText()).toContain('words[-1]');
});

test('a forged verdict is found out, and a playlist is kept, ordered and played', async () => {
  const page = await visits.open('#/replays');
  const task = {
    ...{ source: 'own-file', id: 'mine', text: 'Add two.', referenceCode: '', setupCode: '' },
    ...{ tests: ['assert plus(1) == 3'], challengeTests: [] },
  };
  const program = 'def plus(x):\n    return x + 3\n';
  const part = {
    ...{
      author: { kind: 'person' },
      round: 0,
      after: null,
      hint: null,
      request: null,
      reply: null,
    },
    ...{ program, recorded: { status: 'passed', testsPassed: 1, testsCount: 1 } },
  };
  const forged = { version: 1, name: 'Forged', recordedAt: 0, task, parts: [part] };
  const alone = { ...forged, name: 'Only a task', parts: [] };
  const file = {
    ...{ format: 'synthpad-replay', version: 1, name: 'Sums' },
    recordings: [forged, alone, { version: 1, name: 'Broken' }],
  };
  const give = (name: string, content: string) =>
    page
      .getByLabel('Open a file of replays')
      .setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });

  await give('half.json', JSON.stringify(file).slice(0, 200));
  await page.getByRole('alert').filter({ hasText: 'not a replay file' }).waitFor();
  await give('sums.json', JSON.stringify(file));
  await page.getByText('1 replay in it could not be read').waitFor();
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await page.getByRole('button', { name: 'Move Only a task up' }).click();
  const entries = page.getByRole('list', { name: 'Replays in Sums' }).getByRole('link');
  await expect.poll(() => entries.allTextContents()).toEqual(['Only a task', 'Forged']);
  expect(await faultsLightAndDark(page)).toEqual([]);

  await page.reload();
  await expect.poll(() => entries.allTextContents()).toEqual(['Only a task', 'Forged']);
  await page.getByRole('link', { name: 'Play', exact: true }).click();
  await page.getByText('holds a task and no attempts').waitFor();
  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: /^Forged/ }).waitFor();
  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: '0 of 1 test passed' }).waitFor();
  await page.getByText('Differs from the recording, which says: passed, 1 of 1').waitFor();
});
