/** All views of the page, each reached from the one before it on the same walk. */

import type { Page } from 'playwright';
import { dropFile } from '../support/drop-file.ts';
import { logOf, madeUpRuns } from '../support/result-logs.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { classroomViews } from './screenshots/classroom-views.ts';
import {
  dialogRecording,
  openRecordings,
  replayViews,
  sideBySideRecording,
} from './screenshots/replay-views.ts';
import { replies } from './screenshots/view.ts';

const wrong = 'def last_word(sentence):\n    print(sentence)\n    return sentence.split()[0]\n';

export type ViewOnTheWay = readonly [name: string, show: (page: Page) => Promise<void>];

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const playground: readonly ViewOnTheWay[] = [
  [
    'a first visit',
    async (page) => {
      await page.locator('.cm-content').waitFor();
      await page.getByRole('region', { name: 'What this is' }).waitFor();
      await page.getByRole('button', { name: 'Storage …' }).waitFor();
    },
  ],
  [
    'a task with a verdict',
    async (page) => {
      await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
      await page.getByText('Filter', { exact: true }).click();
    },
  ],
  [
    'stepping',
    async (page) => {
      await page.getByRole('button', { name: "Step through last_word('the cat sat')" }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Forward' }).click();
    },
  ],
  [
    'the models',
    async (page) => {
      await closeDialog(page);
      await page.getByRole('button', { name: /^Model:/ }).click();
      await page
        .getByText(/no WebGPU|No GPU is available|GPU with/)
        .first()
        .waitFor();
      await page.getByText('Your own server').click();
    },
  ],
  [
    'help',
    async (page) => {
      await closeDialog(page);
      await page.getByRole('button', { name: 'Help' }).click();
      await page.getByRole('dialog', { name: 'Help' }).waitFor();
    },
  ],
  [
    'the shortcuts',
    async (page) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
  ],
  [
    'the settings',
    async (page) => {
      await closeDialog(page);
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog', { name: 'Settings' }).getByText('Sampling').click();
    },
  ],
  [
    'all that is stored',
    async (page) => {
      await closeDialog(page);
      await page.getByRole('button', { name: 'Storage …' }).click();
      await page.getByText('Your settings').waitFor();
    },
  ],
  [
    'hints',
    async (page) => {
      await closeDialog(page);
      await page.locator('summary').filter({ hasText: 'Hints' }).click();
      for (let opened = 1; opened <= 5; opened++) {
        await page.getByRole('button', { name: /^(First|Next) hint$/ }).click();
        await page.getByText(`${opened} of 5 opened`).waitFor();
      }
    },
  ],
  [
    'a prediction',
    async (page) => {
      await page.getByRole('button', { name: 'Predict what it returns' }).click();
      await page.getByRole('textbox', { name: /^Your guess/ }).fill('3');
      await page.getByRole('button', { name: 'Guess', exact: true }).click();
      await page.getByText(/^Line \d+ is next/).waitFor();
    },
  ],
  [
    'two writers side by side',
    async (page) => {
      await closeDialog(page);
      await useTinyModel(page, replies);
      await page.getByRole('button', { name: 'Side by side' }).click();
      const view = page.getByRole('dialog', { name: 'Side by side' });
      await view.getByRole('button', { name: 'Generate', exact: true }).click();
      const after = view.getByText(/verdict after/);
      await after.nth(1).waitFor();
    },
  ],
];

const evaluation: readonly ViewOnTheWay[] = [
  [
    'a plan',
    async (page) => {
      await page.getByLabel('Number of tasks').fill('2');
      await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    },
  ],
  [
    'results',
    async (page) => {
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByText('Built-in search. Finished.').waitFor();
      await page.getByRole('figure').first().waitFor();
    },
  ],
  [
    'a sample',
    async (page) => {
      await page.getByRole('table', { name: 'Tasks of the run' }).getByRole('row').nth(1).click();
      await page.getByRole('button', { name: 'Back to results' }).waitFor();
    },
  ],
  [
    'the studies',
    async (page) => {
      await page.evaluate(() => void (location.hash = '#/evaluation/studies'));
      await page.getByRole('heading', { name: 'Studies' }).first().waitFor();
    },
  ],
  [
    'two runs compared',
    async (page) => {
      for (const [at, run] of madeUpRuns(2, 40).entries()) {
        await dropFile(page, `run-${at}.jsonl`, logOf(run));
        await page.getByRole('heading', { name: run.run.plan.name }).waitFor();
      }
      // The other one of them: with the run before, it has no task in common.
      const other = madeUpRuns(1, 40)[0]?.run.plan.name ?? '';
      await page
        .getByRole('checkbox', { name: `Compare ${other}` })
        .first()
        .check();
      await page
        .getByText(/McNemar/)
        .first()
        .waitFor();
    },
  ],
];

function pictured(views: typeof classroomViews, name: string): ViewOnTheWay {
  const view = views.find((each) => each.name === name);
  if (!view) throw new Error(`There is no view ${name}.`);
  return [
    name,
    async (page) => {
      await page.evaluate((hash) => void (location.hash = hash), view.hash);
      await view.show(page);
    },
  ];
}

const classroom: readonly ViewOnTheWay[] = [
  pictured(classroomViews, 'lessons'),
  [
    'a lesson on the projector',
    async (page) => {
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByRole('main', { name: 'Projector view' }).waitFor();
      await page.getByText('gives').first().waitFor();
    },
  ],
  [
    'a verdict on the projector',
    async (page) => {
      await page.getByRole('button', { name: 'Edit the program' }).click();
      await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowDown');
      await page.locator('[aria-current="step"]').waitFor();
    },
  ],
  [
    'sheets',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('banner').waitFor();
      await page.evaluate(() => void (location.hash = '#/class/paper'));
      await page.getByText(/ready to print/).waitFor();
    },
  ],
  pictured(classroomViews, 'class-work'),
  pictured(classroomViews, 'teach'),
];

async function replay(page: Page, recording: object): Promise<void> {
  await page.evaluate(() => void (location.hash = '#/replays'));
  await openRecordings(page, recording);
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  await page.getByText('same verdict as recorded').last().waitFor();
}

const replays: readonly ViewOnTheWay[] = [
  pictured(replayViews, 'replay-lists'),
  ['the replay of a dialog', (page) => replay(page, dialogRecording)],
  ['the replay of two writers', (page) => replay(page, sideBySideRecording)],
];

export const walks = [
  { name: 'the playground', hash: '#/starter/3', views: playground },
  { name: 'the evaluation', hash: '#/evaluation', views: evaluation },
  { name: 'a class', hash: '#/class', views: classroom },
  { name: 'the replays', hash: '#/replays', views: replays },
];
