/** Lessons and the work of a class over doubles of what is below the page. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cdp, page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { newAttempt } from '../../../../src/app/work/records.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../../src/ui/page/page.css';
import { fakePage } from '../../app/fake-page.ts';
import { resultOf, verdictOf } from '../../app/fake-checker.ts';
import { sourceOf, taskOf } from '../../app/made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower'), taskOf('3', 'double')];

async function open(hash: string) {
  const fake = fakePage([sourceOf(tasks)]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  fake.bar.go(hash);
  await expect
    .element(screen.getByRole('navigation', { name: 'Parts of the class view' }))
    .toBeVisible();
  return { ...fake, screen };
}

beforeEach(async () => {
  await browser.viewport(1280, 900);
  vi.spyOn(Element.prototype, 'requestFullscreen').mockRejectedValue(new TypeError('refused'));
});

afterEach(() => vi.restoreAllMocks());

test('a lesson is made, ordered and shown by the keyboard alone', async () => {
  const { screen, bar } = await open('#/class');
  await screen.getByRole('button', { name: 'New lesson' }).click();
  for (const id of ['1', '2', '3']) {
    await screen.getByRole('textbox', { name: 'Address of a step' }).fill(`#/starter/${id}`);
    await userEvent.keyboard('{Enter}');
  }
  const titles = () =>
    screen
      .getByRole('textbox', { name: /Title of step/ })
      .elements()
      .map((field) => (field as HTMLInputElement).value);
  const [raise, lower, double] = [
    'Task 1: Raise a number.',
    'Task 2: Lower a number.',
    'Task 3: Double a number.',
  ];
  await expect.poll(titles).toEqual([raise, lower, double]);
  screen
    .getByRole('button', { name: `Move up ${double}` })
    .element()
    .focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(titles).toEqual([raise, double, lower]);
  await expect.element(screen.getByRole('button', { name: `Move up ${double}` })).toHaveFocus();
  screen
    .getByRole('button', { name: `Remove ${lower}` })
    .element()
    .focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(titles).toEqual([raise, double]);
  await expect.element(screen.getByRole('button', { name: 'Undo' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(titles).toEqual([raise, double, lower]);
  const note = screen.getByRole('textbox', { name: 'Note on step 1' });
  (note.element() as HTMLTextAreaElement).focus();
  await userEvent.keyboard('Ask first.');
  bar.go('#/class/paper');
  await expect.element(note).not.toBeInTheDocument();
  bar.go('#/class');
  await expect.element(note).toHaveValue('Ask first.');
  screen.getByRole('button', { name: 'Start', exact: true }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('main', { name: 'Projector view' })).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: /Task 1/ })).toBeVisible();
  await userEvent.keyboard('{PageDown}');
  await expect.element(screen.getByRole('heading', { name: /Task 3/ })).toBeVisible();
  expect(bar.hash).toBe('#/starter/3');
  await expect.element(screen.getByText('2 of 3')).toBeVisible();
});

test('the place in view becomes a step, and a bad address or file is told', async () => {
  const { screen, bar } = await open('#/class');
  bar.go('#/starter/2');
  await screen.getByRole('button', { name: 'In front of a class' }).click();
  const title = screen.getByRole('textbox', { name: 'Title of the step' });
  await expect.element(title).toHaveValue('Task 2: Lower a number.');
  await title.fill('Lower it');
  await screen.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.element(screen.getByText('Added to “Lesson 1” as step 1.')).toBeVisible();
  await screen.getByRole('link', { name: 'Lessons' }).click();
  bar.go('#/class');
  await expect
    .element(screen.getByRole('textbox', { name: 'Title of step 1' }))
    .toHaveValue('Lower it');
  await screen.getByRole('textbox', { name: 'Address of a step' }).fill('https://example.org/');
  await screen.getByRole('button', { name: 'Add step' }).click();
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('does not lead to a place on this page');
  const file = new File(['{"format":"other"}'], 'other.json');
  await userEvent.upload(screen.getByLabelText('Lesson file'), file);
  await expect.element(screen.getByText('This is not a lesson file.')).toBeVisible();
});

const attempt = (task: string, program: string, status: 'passed' | 'failed-assertion') => ({
  ...newAttempt(task),
  ...{ program, status },
});

function workFile(name: string, attempts: readonly unknown[], settings: readonly unknown[] = []) {
  const content = { format: 'synthpad-memory', version: 1, programs: [], attempts, settings };
  return new File([JSON.stringify(content)], name, { type: 'application/json' });
}

test('work files become a table, what is wrong with others is said, and programs are checked again', async () => {
  const { screen, checker, work } = await open('#/class/work');
  const ada = [attempt('starter/1', 'forged', 'passed')];
  const files = [
    workFile('Ada.json', ada, [{ name: 'clues-seen', value: { 'starter/1': 2 } }]),
    workFile('Ben.json', [attempt('starter/1', 'wrong', 'failed-assertion')]),
    workFile('Ada again.json', ada),
    new File(['{'], 'broken.json'),
  ];
  await userEvent.upload(screen.getByLabelText('Work files of pupils'), files);
  await expect.element(screen.getByText('Ada again holds the same work as Ada.')).toBeVisible();
  await expect.element(screen.getByText('broken.json is not a work file')).toBeVisible();
  const byFile = screen.getByRole('region', { name: 'By file' });
  const row = (name: string) => byFile.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect.element(row('Ada')).toHaveTextContent(/Ada\s*1\s*1\s*1\s*2\s*0/);
  await expect.element(row('Ben')).toHaveTextContent(/Ben\s*0\s*1\s*1\s*0\s*0/);
  await screen.getByRole('button', { name: 'Check again' }).click();
  const fails = (got: string) =>
    verdictOf({
      status: 'failed-assertion',
      tests: [
        resultOf('assert raise(1) == 2', { outcome: 'failed-assertion', expected: '2', got }),
      ],
    });
  for (const count of [1, 2]) {
    await expect.poll(() => checker.checks.length).toBe(count);
    checker.last.held.finish(fails('None'));
  }
  await expect.element(screen.getByText('Returns None instead of 2')).toBeVisible();
  await expect.element(screen.getByText('2 files')).toBeVisible();
  await screen.getByText('Which files').click();
  const names = screen.getByRole('list').filter({ hasNotText: 'Returns' });
  await expect.element(names.getByText('Ada', { exact: true })).toBeVisible();
  await expect.element(screen.getByText(/^Ada: 1 result in the file differs/)).toBeVisible();
  await expect.element(row('Ada')).toHaveTextContent(/Ada\s*0/);
  expect((await work.export()).attempts).toEqual([]);
});

test('files of one name stand side by side, wherever on the page they are dropped', async () => {
  const { screen } = await open('#/class/work');
  await expect.element(screen.getByRole('button', { name: 'Add work files' })).toBeVisible();
  const dataTransfer = new DataTransfer();
  for (const program of ['one', 'two']) {
    const attempts = [attempt('starter/1', program, 'failed-assertion')];
    dataTransfer.items.add(workFile('synthpad-work.json', attempts));
  }
  document.body.dispatchEvent(
    new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
  );
  await expect.element(screen.getByText('2 files read.')).toBeVisible();
  const byFile = screen.getByRole('region', { name: 'By file' });
  await expect.element(byFile.getByRole('row', { name: /^synthpad-work 0/ })).toBeVisible();
  await expect.element(byFile.getByRole('row', { name: /^synthpad-work \(2\) 0/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Clear' }).click();
  await screen.getByRole('button', { name: 'Keep them' }).click();
  await expect.element(byFile).toBeVisible();
  await screen.getByRole('button', { name: 'Clear' }).click();
  await screen.getByRole('button', { name: 'Clear 2 files, and what was checked' }).click();
  await expect.element(byFile).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Add work files' })).toHaveFocus();
});

test('sheets are a page each, of a task or of a lesson', async () => {
  const { screen } = await open('#/class/paper');
  await expect.element(screen.getByRole('article')).toHaveTextContent('raise a number');
  await screen.getByRole('spinbutton', { name: 'Lines to write on' }).fill('3');
  await expect.poll(() => document.querySelectorAll('.line').length).toBe(3);
  await screen
    .getByRole('combobox', { name: 'What to print' })
    .selectOptions('Programs with their story');
  await expect
    .element(screen.getByRole('article'))
    .toHaveTextContent('no program for this task yet');
});

test('paper says that sheets are missing, and with none the button keeps the focus', async () => {
  const devtools = cdp() as unknown as { send(method: string, values: object): Promise<unknown> };
  const printed = vi.spyOn(window, 'print').mockReturnValue(undefined);
  const { screen, bar } = await open('#/class');
  await screen.getByRole('button', { name: 'New lesson' }).click();
  const address = screen.getByRole('textbox', { name: 'Address of a step' });
  await address.fill('#/starter/9');
  await userEvent.keyboard('{Enter}');
  bar.go('#/class/paper');
  const choose = () =>
    screen.getByRole('combobox', { name: 'Of which tasks' }).selectOptions('Lesson 1');
  await choose();
  await expect.element(screen.getByText('“starter/9” is not a task of its set')).toBeVisible();
  const button = screen.getByRole('button', { name: 'Print' });
  button.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(button).toHaveFocus();
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  expect(printed).not.toHaveBeenCalled();
  bar.go('#/class');
  await address.fill('#/starter/1');
  await userEvent.keyboard('{Enter}');
  bar.go('#/class/paper');
  await choose();
  await expect.element(screen.getByRole('article')).toBeVisible();
  const missing = screen.getByText('Not all sheets are here: 1 of 2.');
  await expect.element(missing).not.toBeVisible();
  await devtools.send('Emulation.setEmulatedMedia', { media: 'print' });
  try {
    await expect.element(missing).toBeVisible();
  } finally {
    await devtools.send('Emulation.setEmulatedMedia', { media: '' });
  }
  await button.click();
  expect(printed).toHaveBeenCalledOnce();
});

test('a projector that was left and comes back elsewhere says that this is not in the lesson', async () => {
  const { screen, bar } = await open('#/class');
  await screen.getByRole('button', { name: 'New lesson' }).click();
  for (const id of ['1', '3']) {
    await screen.getByRole('textbox', { name: 'Address of a step' }).fill(`#/starter/${id}`);
    await userEvent.keyboard('{Enter}');
  }
  await screen.getByRole('button', { name: 'Start', exact: true }).click();
  const projector = screen.getByRole('main', { name: 'Projector view' });
  await expect.element(screen.getByText('1 of 2')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(projector).not.toBeInTheDocument();
  bar.go('#/starter/2');
  const teach = screen.getByRole('button', { name: 'In front of a class' });
  const back = async (name: string) => {
    await teach.click();
    await screen.getByRole('button', { name }).click();
    await expect.element(projector).toBeVisible();
  };
  await back('Projector view');
  await expect.element(screen.getByText('Not in the lesson. Page Up leads back')).toBeVisible();
  expect(screen.getByText('1 of 2', { exact: true }).elements()).toEqual([]);
  await userEvent.keyboard('{PageUp}');
  await expect.element(screen.getByRole('heading', { name: /Task 1/ })).toBeVisible();
  await expect.element(screen.getByText('1 of 2', { exact: true })).toBeVisible();

  await userEvent.keyboard('{Escape}');
  await back('Projector view');
  await expect.element(screen.getByText('1 of 2', { exact: true })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  bar.go('#/starter/2');
  await back('Back to this step');
  await expect.element(screen.getByRole('heading', { name: /Task 1/ })).toBeVisible();
});
