/**
 * The main walk in each browser engine that is installed: generate, write, step, a file of one's own,
 * a model, writers side by side and their replay, a link, a run that a reload interrupts, and a visit
 * without a network. By `npm run test:engines`; where an engine differs is listed in
 * docs/architecture.md.
 */
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { chromium } from '../support/engines/chromium.ts';
import type { EnginePage } from '../support/engines/engine.ts';
import { firefox } from '../support/engines/firefox.ts';
import { type Walker, walkerOn } from '../support/engines/walker.ts';
import { webkit } from '../support/engines/webkit.ts';
import { lostStatesHere } from '../support/forced-colours.ts';
import { layoutFaultsHere } from '../support/layout.ts';
import { serveSite, type Site } from '../support/site.ts';
import { tinyModel } from '../support/tiny-model.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const wrong = 'def last_word(sentence):\n    return sentence.split()[0]';
const right = 'def last_word(sentence):\n    return sentence.split()[-1]';
const reply = `\`\`\`python\n${right}\n\`\`\`\n`;
const model = tinyModel([{ functionName: 'last_word', reply }], { hasChatTemplate: true });
const ownTask = { task_id: 'mine', text: 'Add two.', code: '', test_list: ['assert plus(1) == 3'] };

const patience = { timeout: 60_000 };

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');

/** In the page: from the clipboard, or from the field that stands there where it was refused. */
async function sharedLink(): Promise<string> {
  const field = document.querySelector<HTMLInputElement>('[aria-label="Share link"]');
  if (field) return field.value;
  const isCopied = document.body.innerText.includes('Link copied');
  return isCopied ? navigator.clipboard.readText() : '';
}

async function project(person: Walker): Promise<void> {
  await person.press('In front of a class');
  await person.press('Projector view');
  await person.finds('Controls of the projector view');
}

const isWanted = process.env['SYNTHPAD_ENGINES'] !== undefined;

// Chromium has them in the walk through every view.
test.skipIf(!isWanted || !firefox.isInstalled())(
  'Firefox shows in a person’s own colours what is chosen, on the projector too',
  async () => {
    const site = await serveSite();
    const page = await firefox.launch({
      'browser.display.document_color_use': 2,
      'ui.useAccessibilityTheme': 1,
    });
    onTestFinished(async () => {
      await page.close();
      await site.close();
    });
    const person = walkerOn(page);
    await page.open(`${site.address}#/starter/3`);
    await person.writes(wrong);
    const isForced = () => matchMedia('(forced-colors: active)').matches;
    expect(await page.evaluate(isForced, null)).toBe(true);
    expect(await page.evaluate(lostStatesHere, null)).toEqual([]);
    await project(person);
    await person.press('Pointer');
    await person.strikes('ArrowDown');
    expect(await page.evaluate(lostStatesHere, null)).toEqual([]);
    expect(await page.evaluate(layoutFaultsHere, null)).toEqual([]);
  },
);

/** In the page: of how many lanes there is a verdict. */
function verdictCount(): number {
  return document.body.innerText.split('verdict after').length - 1;
}

describe.for([chromium, firefox, webkit])('$name', (engine) => {
  const isWalked = engine.isInstalled() && isWanted;

  describe.skipIf(!isWalked)('is walked through', () => {
    let site: Site;
    let page: EnginePage;
    let person: Walker;

    beforeAll(async () => {
      site = await serveSite();
      page = await engine.launch();
      person = walkerOn(page);
      await page.open(`${site.address}#/starter/3`);
    });

    afterAll(async () => {
      await page?.close();
      await site?.close();
    });

    async function checkWrong(): Promise<void> {
      await person.writes(wrong);
      await person.press('Check');
      await person.sees('1 of 3 tests passed');
    }

    test('the search writes a program, and it passes', async () => {
      await person.sees('Write a function that returns the last word');
      await person.press('Generate');
      await person.sees('All 3 tests passed');
    });

    test('a wrong program is told what it returned, and stepped through', async () => {
      await checkWrong();
      await person.press("Step through last_word('the cat sat')");
      await person.press('Forward');
      await person.press('Close');
      await person.writes(right);
      await person.press('Check');
      await person.sees('All 3 tests passed');
    });

    test('a link brings the program back over another one', async () => {
      await person.press('Copy share link');
      await expect.poll(() => page.evaluate(sharedLink, null), patience).toContain('#/shared/');
      const link = await page.evaluate(sharedLink, null);
      await checkWrong();
      await person.goesTo(new URL(link).hash);
      await person.sees('All 3 tests passed');
    });

    test('a model of one’s own writes, in this tab', async () => {
      await person.press('Model: ');
      await person.press('Your own model file');
      await person.givesFile('GGUF file', 'tiny.gguf', base64(model));
      await person.finds('Model: tiny');
      await checkWrong();
      await person.press('Generate');
      await person.sees('All 3 tests passed');
    });

    test('writers stand side by side, and what they wrote is replayed and checked again', async () => {
      await person.press('Side by side');
      await person.finds('Writer 2');
      await person.press('Generate');
      await expect.poll(() => page.evaluate(verdictCount, null), patience).toBe(2);
      expect(await page.evaluate(layoutFaultsHere, null)).toEqual([]);
      await person.press('Share as a replay');
      await person.sees('What to record');
      await person.press('Add');
      await person.sees('Added to');
      await person.press('Close');
      await person.press('Close');
      await person.goesTo('#/replays');
      await person.press('Task 3');
      await person.sees('Replay 1 of 1');
      await person.press('Skip to the end');
      await person.sees('(2 of 2).');
      await person.sees('same verdict as recorded');
      await person.sees('All 3 tests passed');
      expect(await page.evaluate(layoutFaultsHere, null)).toEqual([]);
      await person.goesTo('#/starter/3');
    });

    test('a file of tasks is opened', async () => {
      await person.goesTo('#/own-file');
      await person.givesFile('Task file', 'mine.jsonl', base64(JSON.stringify(ownTask)));
      await person.sees('Add two.');
      await person.writes('def plus(x):\n    return x + 2');
      await person.press('Check');
      await person.sees('test passed');
    });

    test('a task is on the projector, in large type, and a clicker goes on and back', async () => {
      await person.goesTo('#/starter/3');
      await person.writes(wrong);
      await project(person);
      await person.press('Check');
      await person.sees('1 of 3 tests passed');
      const isLarge = () => {
        const code = document.querySelector('[aria-label="Program"] ol');
        // A twentieth of the window, or a little less.
        return code !== null && parseFloat(getComputedStyle(code).fontSize) > innerHeight * 0.045;
      };
      await expect.poll(() => page.evaluate(isLarge, null), patience).toBe(true);
      expect(await page.evaluate(layoutFaultsHere, null)).toEqual([]);
      await person.strikes('PageDown');
      await person.sees('Task 4');
      await person.strikes('PageUp');
      await person.sees('1 of 3 tests passed');
      await person.strikes('Escape');
      await person.finds('In front of a class');
    });

    test('a run goes on after a reload', async () => {
      await person.goesTo('#/evaluation');
      await person.fills('Number of tasks', '8');
      await person.press('Start');
      await person.arrives('#/evaluation/');
      await person.sees(' of 8 done');
      await person.reloads();
      await person.press('Resume');
      await person.sees('Finished.');
    });

    test('without a network the page opens, and a program is checked', async () => {
      const isKept = async () => {
        const state = await page.evaluate(
          async () => (await navigator.serviceWorker?.getRegistration())?.active?.state,
          null,
        );
        return state === 'activated';
      };
      await expect.poll(isKept, { timeout: 120_000 }).toBe(true);
      await site.close();
      await person.goesTo('#/starter/3');
      await person.reloads();
      await checkWrong();
    });
  });
});
