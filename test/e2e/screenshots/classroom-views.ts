/** In front of a class: the projector, a lesson, paper, and the work of pupils. */

import type { Page } from 'playwright';
import { check, give, usualHash, type View, wrong } from './view.ts';

const lesson = JSON.stringify({
  ...{ format: 'synthpad-lesson', version: 1, title: 'Words and sentences' },
  steps: [
    { hash: '#/starter/3', title: 'Warm-up', note: 'Ask first: what of several spaces?' },
    { hash: '#/starter/5', title: 'Your turn' },
  ],
});

async function project(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'In front of a class' }).click();
  await page.getByRole('button', { name: 'Projector view' }).click();
  await page.getByRole('group', { name: 'Controls of the projector view' }).waitFor();
  await page.keyboard.press('ArrowDown');
}

/** A work file: the first has a wrong program alone. */
export function pupil(number: number): string {
  const attempt = (id: string, program: string, status: string) => ({
    ...{ id: `${number}-${id}`, task: 'starter/3', round: id, startedAt: number, program, status },
    ...{ author: { kind: 'person' }, request: null, reply: null, testsPassed: 2, testsCount: 3 },
    ...{ after: null, hint: null },
  });
  const right = 'def last_word(sentence):\n    return sentence.split()[-1]\n';
  const attempts = [attempt('1', wrong, 'failed-assertion')];
  if (number > 1) attempts.push(attempt('2', right, 'passed'));
  const settings = [{ name: 'clues-seen', value: { 'starter/3': number } }];
  return JSON.stringify({
    ...{ format: 'synthpad-memory', version: 1, programs: [], attempts, settings },
  });
}

/** A whole class: many tasks of two sets, one of which is not on the device. */
function classFile(number: number): string {
  const attempt = (task: string, at: number, status: string) => ({
    ...{ id: `${number}-${task}-${at}`, task, round: `${number}-${task}`, startedAt: at, status },
    ...{ program: at > 0 ? wrong : 'def last_word(sentence):\n    return sentence.split()[-1]\n' },
    ...{ author: { kind: 'person' }, request: null, reply: null, testsPassed: 2, testsCount: 3 },
    ...{ after: null, hint: null },
  });
  const tasks = Array.from({ length: 20 }, (_, at) =>
    at < 14 ? `starter/${at + 1}` : `mbpp/${at + 40}`,
  );
  const attempts = tasks.flatMap((task, at) => {
    const luck = (number * 7 + at * 5 + number * at) % 11;
    if (at > 6 + (number % 12) || luck === 0) return [];
    const tries = luck > 7 ? luck - 6 : 1;
    const those = Array.from({ length: tries }, (_, nth) =>
      attempt(task, nth + 1, 'failed-assertion'),
    );
    return luck > 8 ? those : [...those, attempt(task, 0, 'passed')];
  });
  const settings = [{ name: 'clues-seen', value: { 'starter/3': number } }];
  return JSON.stringify({
    ...{ format: 'synthpad-memory', version: 1, programs: [], attempts, settings },
  });
}

async function addFiles(page: Page, count: number, of: (number: number) => string) {
  const files = Array.from({ length: count }, (_, at) => ({
    name: `pupil ${at + 1}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(of(at + 1)),
  }));
  await page.getByLabel('Work files of pupils').setInputFiles(files);
  await page.getByText(`${count} files read.`).waitFor();
}

export const classroomViews: readonly View[] = [
  {
    name: 'projector',
    hash: usualHash,
    async show(page) {
      await check(page, wrong, /of 3 tests passed/);
      await project(page);
    },
  },
  {
    name: 'teach',
    hash: usualHash,
    async show(page) {
      await page.getByRole('button', { name: 'In front of a class' }).click();
      await page.getByLabel('Title of the step').waitFor();
    },
  },
  {
    name: 'lessons',
    hash: '#/class',
    async show(page) {
      await page.getByRole('button', { name: 'Open a lesson file' }).waitFor();
      await give(page, 'Lesson file', 'lesson.json', lesson);
      await page.getByRole('button', { name: 'Keep in this browser' }).click();
      await page.getByLabel('Title of step 2').waitFor();
    },
  },
  {
    name: 'paper',
    hash: usualHash,
    async show(page) {
      await check(page, wrong, /of 3 tests passed/);
      await page.getByRole('button', { name: 'In front of a class' }).click();
      await page.getByRole('link', { name: 'On paper' }).click();
      await page.getByRole('article').getByText('gives').first().waitFor();
    },
  },
  {
    name: 'class-work',
    hash: '#/class/work',
    async show(page) {
      await addFiles(page, 3, pupil);
      await page.getByRole('button', { name: 'Check again' }).click();
      await page.getByText('Returns ').first().waitFor();
    },
  },
  {
    name: 'class-grid',
    hash: '#/class/work',
    async show(page) {
      await addFiles(page, 25, classFile);
      await page.getByRole('gridcell').nth(300).waitFor();
    },
  },
  {
    name: 'class-grid-cell',
    hash: '#/class/work',
    async show(page) {
      await addFiles(page, 3, pupil);
      await page.getByRole('gridcell', { name: /^pupil 2, task 3: / }).press('Enter');
      await page.getByRole('dialog').getByText('Attempt 2 of 2', { exact: true }).waitFor();
    },
  },
];
