/** Files of every kind that the page writes or reads, dropped on each of its views. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { startPage } from '../../../../src/app/make-page.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import { fakePage } from '../fake-page.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

const attempt = {
  ...{ id: 'a', task: 'starter/1', round: 'a', startedAt: 1, program: 'x = 1', status: 'passed' },
  ...{ author: { kind: 'person' }, request: null, reply: null, testsPassed: 1, testsCount: 1 },
  ...{ after: null, hint: null },
};
const formatted = (format: string, rest: object) => JSON.stringify({ format, version: 1, ...rest });

const files = {
  lesson: formatted('synthpad-lesson', { title: 'Loops', steps: [{ hash: '#/starter/2' }] }),
  replay: formatted('synthpad-replay', { name: 'Shown', recordings: [] }),
  work: formatted('synthpad-memory', { programs: [], attempts: [attempt], settings: [] }),
  tasks: '{"task_id": "mine", "text": "Add two.", "test_list": ["assert plus(1) == 3"]}',
  completions: '{"task_id": "1", "completion": "pass"}',
  diary: 'Dear diary',
} as const;

/** Each view is a chunk of its own, which the first test of it waits for. */
const patience = { timeout: 15_000 };

/** What is said, and where. */
const lesson = ['#/class', '“Loops”: 1 step'] as const;
const replay = ['#/replays', '“replay.json”: '] as const;
const own = [/^#\/own/, 'Add two.'] as const;

type End = readonly [hash: string | RegExp, text: string];
const ends: Readonly<Record<string, Readonly<Record<keyof typeof files, End>>>> = {
  '#/starter/1': {
    ...{ lesson, replay, tasks: own },
    work: ['#/starter/1', '1 attempt'],
    completions: ['#/starter/1', 'This is a file of completions, not a file of tasks.'],
    diary: ['#/starter/1', 'The file contains no tasks Synthpad can read.'],
  },
  '#/class/paper': {
    ...{ lesson, replay, tasks: own },
    work: ['#/class/work', '1 file read.'],
    completions: ['#/evaluation', 'completions.json'],
    diary: ['#/class', 'This is not a lesson file.'],
  },
  '#/class/work': {
    lesson: ['#/class/work', 'lesson.json is a lesson, not a work file. Open it under “Lessons”.'],
    replay: ['#/class/work', 'replay.json is a replay, not a work file.'],
    tasks: ['#/class/work', 'tasks.json is a file of tasks, not a work file.'],
    work: ['#/class/work', '1 file read.'],
    completions: ['#/class/work', 'completions.json is a file of completions, not a work file.'],
    diary: ['#/class/work', 'diary.json is not a work file, or it is damaged.'],
  },
  '#/evaluation': {
    ...{ lesson, replay },
    tasks: ['#/evaluation', 'This is a file of tasks, not of completions.'],
    work: ['#/evaluation', '1 attempt'],
    completions: ['#/evaluation', 'completions.json'],
    diary: ['#/evaluation', 'diary.json'],
  },
  '#/replays': {
    ...{ lesson, replay, tasks: own },
    work: ['#/starter/1', '1 attempt'],
    completions: ['#/evaluation', 'completions.json'],
    diary: ['#/replays', '“diary.json”: This is not a replay file.'],
  },
};

test.for(
  Object.entries(ends).flatMap(([view, kinds]) =>
    Object.entries(kinds).map(([kind, end]) => [view, kind as keyof typeof files, ...end] as const),
  ),
)('on %s a file of %s leads to %s: %s', async ([view, kind, hash, text]) => {
  const { fake, drop } = await openedAt(view);
  drop([new File([files[kind]], `${kind}.json`)]);
  await expect.poll(() => document.body.textContent, patience).toContain(text);
  expect(fake.bar.hash).toMatch(hash);
});

async function openedAt(view: string) {
  const fake = fakePage([sourceOf([taskOf('1', 'raise'), taskOf('2', 'lower')])]);
  startPage(fake.parts, fake.bar);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  fake.bar.go(view);
  const main = screen.getByRole('main');
  await expect.poll(() => main.getByRole('heading').elements().length, patience).toBeGreaterThan(0);
  const drop = (dropped: readonly File[], target = main.element()) => {
    const dataTransfer = new DataTransfer();
    for (const file of dropped) dataTransfer.items.add(file);
    target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  };
  return { fake, screen, drop };
}

/** Of two pupils, and what one of them saved beside it. */
const works = ['Ada', 'Ben'].map((name) => {
  const attempts = [{ ...attempt, id: name, program: name }];
  const text = formatted('synthpad-memory', { programs: [], attempts, settings: [] });
  return new File([text], `${name}.json`);
});
const lessonFile = new File([files.lesson], 'Loops.json');
const asClass = 'You dropped 2 work files, so they are shown as the work of a class';

test.for([
  ['#/starter/1', asClass],
  ['#/evaluation', asClass],
  ['#/replays', asClass],
  ['#/class', null],
  ['#/class/paper', null],
  ['#/class/work', null],
] as const)('on %s several files of work are those of a class', async ([view, news]) => {
  const { fake, screen, drop } = await openedAt(view);
  drop([lessonFile, ...works]);
  await expect.poll(() => document.body.textContent, patience).toContain('3 files read');
  expect(fake.bar.hash).toBe('#/class/work');
  await expect.poll(() => document.body.textContent).toContain('Loops.json is a lesson');
  for (const name of ['Ada', 'Ben']) {
    await expect.element(screen.getByRole('row', { name }).first()).toBeVisible();
  }
  expect((await fake.work.export()).attempts).toEqual([]);
  if (news === null) expect(fake.droppedFile.news).toBe(null);
  else await expect.element(screen.getByRole('alert').getByText(news)).toBeVisible();
});

test('one file of work among others, in front of a class, is that of a pupil', async () => {
  const { fake, drop } = await openedAt('#/class');
  drop([lessonFile, ...works.slice(1)]);
  await expect
    .poll(() => document.body.textContent, patience)
    .toContain('2 files read, 1 left out');
  expect((await fake.work.export()).attempts).toEqual([]);
});

test.for(['#/starter/1', '#/class', '#/evaluation', '#/replays'])(
  'on %s one of several other files is taken, and which is said until it is dismissed',
  async (view) => {
    const { fake, screen, drop } = await openedAt(view);
    drop([lessonFile, new File([files.tasks], 'tasks.json')]);
    await expect.poll(() => document.body.textContent, patience).toContain('“Loops”: 1 step');
    expect(fake.bar.hash).toBe('#/class');
    const news = screen.getByRole('alert');
    await expect
      .element(news)
      .toHaveTextContent('You dropped 2 files, and one is taken at a time: Loops.json.');
    await news.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(news).not.toBeInTheDocument();
  },
);

test('several files on the place for completions are told of as anywhere else', async () => {
  const { screen, drop } = await openedAt('#/evaluation');
  // It opens with the first file that waits there.
  drop([new File([files.completions], 'first.json')]);
  const place = screen.getByRole('group', { name: 'Open a file of completions' });
  await expect.poll(() => place.elements().length, patience).toBeGreaterThan(0);
  const completions = ['a.json', 'b.json'].map((name) => new File([files.completions], name));
  drop(completions, place.element());
  await expect
    .poll(() => document.body.textContent, patience)
    .toContain('You dropped 2 files, and one is taken at a time: a.json.');
});
