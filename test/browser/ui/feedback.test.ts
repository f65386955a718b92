/** What a person learns from a verdict, and stepping into one of its tests. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { RecordedStep } from '../../../src/checking/recording.ts';
import type { Verdict } from '../../../src/checking/verdict.ts';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { recordingOf, stepOf } from '../../support/made-up-recordings.ts';
import { fakePage } from '../app/fake-page.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const wrong = { outcome: 'failed-assertion' } as const;

async function open(program = 'def raise(n):\n    return n\n', task = taskOf('1', 'raise')) {
  const fake = fakePage([sourceOf([task, taskOf('2', 'lower')])]);
  await fake.taskBrowser.follow();
  fake.workspace.edit(program);
  const screen = await render(Page, { parts: fake.parts });
  await expect.element(screen.getByText(/^raise\((1|'a {2}b')\)$/).first()).toBeVisible();
  const checked = async (verdict: Partial<Verdict>) => {
    await screen.getByRole('button', { name: 'Check' }).click();
    fake.checker.last.held.finish(verdictOf(verdict));
  };
  return { ...fake, screen, checked, tests: screen.getByRole('region', { name: 'Tests' }) };
}

beforeEach(() => browser.viewport(1280, 800));

test('a wrong value is marked where it differs, and its usual slip is named', async () => {
  const { tests, checked } = await open();
  await checked({
    status: 'failed-assertion',
    tests: [
      resultOf('assert raise(1) == 2', { ...wrong, expected: '[1, 2, 3]', got: '[1, 3, 2]' }),
    ],
  });
  await expect.element(tests.getByText(/in a different order/)).toBeVisible();
  const marked = [...tests.element().querySelectorAll('mark')].map((mark) => mark.textContent);
  expect(marked).toEqual(['2', '2']);
});

test('a value of another type is called by its type', async () => {
  const { tests, checked } = await open();
  await checked({
    status: 'failed-assertion',
    tests: [resultOf('assert raise(1) == 2', { ...wrong, expected: "'Yes'", got: 'True' })],
  });
  const told = 'The test expects a string, but the function returned True or False.';
  await expect.element(tests.getByText(told)).toBeVisible();
  expect(tests.element().querySelectorAll('mark').length).toBe(0);
});

test('values that look alike are told apart by their types', async () => {
  const { tests, checked } = await open();
  const types = { expected: '1', got: '1', expectedType: 'int', gotType: 'bool' };
  await checked({
    status: 'failed-assertion',
    tests: [resultOf('assert raise(1) == 2', { ...wrong, ...types })],
  });
  await expect.element(tests).toHaveTextContent(/Expected 1 int Got 1 bool/);
});

test('a call that failed keeps every space that it has', async () => {
  const spaced = { ...taskOf('1', 'raise'), tests: [`assert raise('a  b') == 'A  B'`] };
  const { tests, checked } = await open('def raise(n):\n    return n\n', spaced);
  await checked({
    status: 'failed-assertion',
    tests: [
      resultOf(`assert raise('a  b') == 'A  B'`, { ...wrong, expected: `'A  B'`, got: `'a  b'` }),
    ],
  });
  await expect.element(tests.getByText('Call', { exact: true })).toBeVisible();
  const values = [...tests.element().querySelectorAll('dd')].map((value) => value.innerText);
  expect(values[0]).toBe(`raise('a  b')`);
});

test('output that was cut is said to be, wherever it was printed', async () => {
  const { tests, checked } = await open();
  await checked({
    status: 'passed',
    isOutputTruncated: true,
    tests: [resultOf('assert raise(1) == 2', { output: 'again and again' })],
  });
  await expect.element(tests.getByText(/printed more than is kept/)).toBeVisible();
});

test('right on the shown tests and wrong on the others is called what it is', async () => {
  const { screen, checked, work } = await open();
  await checked({
    status: 'passed',
    tests: [
      resultOf('assert raise(1) == 2'),
      resultOf('assert raise(2) == 3'),
      resultOf('assert raise(-1) == 0', { ...wrong, group: 'challenge', expected: '0', got: '1' }),
    ],
  });
  const title = 'All 2 tests passed, the challenge test failed';
  await expect.element(screen.getByRole('heading', { name: title })).toBeVisible();
  await expect.element(screen.getByText(/matches the examples but not the task/)).toBeVisible();
  await expect.element(screen.getByText('0 of 1', { exact: true })).toBeVisible();
  // The attempt and the list of tasks say the same: it solves nothing.
  const attempts = screen.getByRole('button', { name: /^Attempt 1/ });
  await expect.element(attempts.getByText('Fails a challenge test')).toBeVisible();
  expect(work.stateOf('starter/1')).toMatchObject({ isAttempted: true, isSolvedByMe: false });
});

test('an exception comes with its usual cause, and a test that was not isolated says so', async () => {
  const { tests, checked } = await open();
  const exception = { type: 'IndexError', message: 'out of range', line: 2, traceback: '' };
  await checked({
    status: 'runtime-error',
    tests: [
      resultOf('assert raise(1) == 2', { outcome: 'runtime-error', exception }),
      resultOf('assert raise(2) == 3', { isUnisolated: true }),
    ],
  });
  const items = tests.getByRole('listitem');
  await expect.element(items.nth(0)).toHaveTextContent(/Often a loop runs one step too far/);
  await expect.element(items.nth(1)).toHaveTextContent(/Not isolated/);
});

test('of hidden tests the failing ones are listed, and all are counted', async () => {
  const { screen, checked, checker } = await open();
  const hidden = (source: string, isWrong: boolean) =>
    resultOf(source, { group: 'hidden', ...(isWrong ? wrong : {}) });
  await checked({
    status: 'failed-assertion',
    tests: [
      resultOf('assert raise(1) == 2'),
      resultOf('assert raise(2) == 3'),
      hidden('raise(7)', false),
      hidden('raise(8)', true),
    ],
  });
  await expect.element(screen.getByRole('heading', { name: 'Hidden tests' })).toBeVisible();
  await expect.element(screen.getByText('1 of 2', { exact: true })).toBeVisible();
  await expect.element(screen.getByText('raise(7)')).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Step through raise(8)' }).click();
  expect(checker.lastRecording.request.call).toBe('raise(8)');
});

function raising(kind: RecordedStep['kind'], line: number, n: string, output = '') {
  return stepOf(kind, line, { n }, { name: 'raise', output });
}

async function stepSession() {
  const opened = await open('def raise(n):\n    n = n + 1\n    return n\n');
  await opened.screen.getByRole('button', { name: 'Step through raise(2)' }).click();
  const dialog = opened.screen.getByRole('dialog', { name: 'Step through' });
  await expect.element(dialog).toHaveTextContent('Recording the call');
  return { ...opened, dialog };
}

test('one click on a test steps through its call, forward and back by arrow keys', async () => {
  const { dialog, checker } = await stepSession();
  expect(checker.lastRecording.request).toEqual({
    program: 'def raise(n):\n    n = n + 1\n    return n\n',
    setupCode: '',
    call: 'raise(2)',
  });
  checker.lastRecording.held.finish(
    recordingOf(
      [raising('call', 1, '2'), raising('line', 2, '2'), raising('line', 3, '3', 'so far\n')],
      { kind: 'returned', value: '3' },
    ),
  );
  const status = dialog.getByRole('region', { name: 'State of the program' }).getByRole('status');
  await expect.element(status).toHaveTextContent('Line 2 is next');
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(status).toHaveTextContent('Line 3 is next');
  await expect.element(dialog).toHaveTextContent(/n 3 changed, was 2/);
  await expect.element(dialog).toHaveTextContent(/Printed so far so far/);
  const line = dialog.getByRole('region', { name: 'Program' }).getByText('return n');
  expect(line.element().closest('[aria-current="step"]')).not.toBeNull();
  await userEvent.keyboard('{Home}');
  await expect.element(status).toHaveTextContent('raise is called');
  await expect.element(dialog).toHaveTextContent('Returned 3 as expected Expected 3');
});

test('a call that raised leads to its failing line', async () => {
  const { dialog, checker } = await stepSession();
  checker.lastRecording.held.finish(
    recordingOf(
      [
        raising('line', 2, '2'),
        { ...raising('exception', 2, '2'), value: 'TypeError: no' },
        raising('unwind', 2, '2'),
      ],
      { kind: 'raised', value: 'TypeError: no' },
    ),
  );
  await dialog.getByRole('button', { name: 'Go to the failing line' }).click();
  const state = dialog.getByRole('region', { name: 'State of the program' });
  await expect.element(state.getByRole('status')).toHaveTextContent('Raised TypeError: no');
});

test('a recording that was cut says so', async () => {
  const { dialog, checker } = await stepSession();
  checker.lastRecording.held.finish(recordingOf([raising('line', 2, '2')], { kind: 'cut' }));
  await expect.element(dialog).toHaveTextContent('The call continues. The first 1 steps');
});

test('a recording under way can be stopped, and the focus goes back to its test', async () => {
  const { screen, dialog, checker } = await stepSession();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(checker.lastRecording.signal.aborted).toBe(true);
  await expect.element(screen.getByRole('button', { name: 'Step through raise(2)' })).toHaveFocus();
});

test('without a program there is nothing to step through', async () => {
  const { screen } = await open('');
  await expect
    .element(screen.getByRole('button', { name: /Step through/ }))
    .not.toBeInTheDocument();
});

test('the failing part of a line is marked, with its values, and one exception is explained once', async () => {
  const { tests, checked, screen } = await open('def raise(n):\n    return n / (n - n)\n');
  const exception = {
    ...{ type: 'ZeroDivisionError', message: 'division by zero', line: 2, traceback: '' },
    failing: { code: 'return n / (n - n)', from: 7, to: 18, values: [['n', '1']] as const },
  };
  const raised = { outcome: 'runtime-error', exception } as const;
  await checked({
    status: 'runtime-error',
    tests: [resultOf('assert raise(1) == 2', raised), resultOf('assert raise(2) == 3', raised)],
  });
  await expect.element(tests.getByText('n = 1', { exact: true })).toBeVisible();
  const marks = () =>
    [...tests.element().querySelectorAll('mark')].map(({ textContent }) => textContent);
  expect(marks()).toEqual(['n / (n - n)']);
  await expect
    .poll(() => screen.container.querySelector('.marked-line .failing-part')?.textContent)
    .toBe('n / (n - n)');
  await tests.getByText('raise(2)').click();
  await expect
    .element(tests.getByText(/^The same exception as in the first failing test/))
    .toBeVisible();
  expect(marks()).toEqual(['n / (n - n)']);
  await expect.element(tests.getByText(/divided by zero/)).toBeVisible();
});

test('common mistakes are named by line below the verdict, and never below one that passed', async () => {
  const { checker, screen, checked, tests } = await open();
  checker.mistakes = [{ code: 'mutable-default', line: 1, names: ['seen'] }];
  await checked({ status: 'passed', tests: [resultOf('assert raise(1) == 2')] });
  await expect.element(screen.getByRole('heading', { name: 'The test passed' })).toBeVisible();
  await checked({
    status: 'failed-assertion',
    tests: [resultOf('assert raise(1) == 2', { ...wrong, expected: '2', got: '1' })],
  });
  const found = tests.getByRole('region', { name: 'What to look at' });
  await expect.element(found).toHaveTextContent(/Line 1 The default of seen is made once/);
});

test('the one bound that would mend a program is tried unasked, told, and no attempt', async () => {
  const { checker, checked, screen, tests } = await open('def raise(n):\n    return n < 3\n');
  const mistake = { code: 'equal-left-out', line: 2, names: ['n', '3'] } as const;
  const program = 'def raise(n):\n    return n <= 3\n';
  checker.boundChanges = [{ mistake, place: 25, isLastResort: false, program }];
  checker.mistakes = [{ code: 'one-too-small', line: null, names: [] }];
  const verdict = {
    status: 'failed-assertion',
    tests: [resultOf('assert raise(1) == 2', { ...wrong, expected: '2', got: '1' })],
  } as const;
  await checked(verdict);
  const found = tests.getByRole('region', { name: 'What to look at' });
  await expect.element(found).toHaveTextContent(/Every wrong result is one too small/);
  await expect.poll(() => checker.last.request.program).toBe(program);

  // Whoever types has something else in mind.
  const { last } = checker;
  await screen.getByRole('textbox', { name: 'Program in Python' }).fill('def raise(n): return 0');
  await expect.poll(() => last.options.signal?.aborted).toBe(true);

  await checked(verdict);
  await expect.poll(() => checker.last.request.program).toBe(program);
  checker.last.held.finish(verdictOf({ tests: [resultOf('assert raise(1) == 2')] }));
  await expect
    .element(found)
    .toHaveTextContent(/Line 2 .* case where n and 3 are equal.*Tried out/);
  await expect.element(found).not.toHaveTextContent(/one too small|<=/);
  await expect.element(screen.getByRole('button', { name: /^Attempt 2/ })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /^Attempt 3/ })).not.toBeInTheDocument();
});

test('what fits the shown tests alone is shown by a counter-example, which is kept as a test', async () => {
  const { checker, checked, tests } = await open();
  await checked({
    status: 'passed',
    tests: [
      resultOf('assert raise(1) == 2'),
      resultOf('assert raise(2) == 3'),
      resultOf('assert raise(-1) == 0', { ...wrong, group: 'challenge' }),
    ],
  });
  const box = tests.getByRole('region', { name: 'Where it goes wrong' });
  // It begins by itself, for three seconds; whoever presses a button has all the time.
  await box.getByRole('button', { name: /^(Stop|Search longer)$/ }).click();
  const find = box.getByRole('button', { name: 'Find the smallest counter-example' });
  if (find.query()) await find.click();
  await expect.element(box.getByText('Comparing with the reference: 0 of 2')).toBeVisible();
  const answer = async (results: Parameters<typeof resultOf>[]) => {
    const asked = checker.checks.length;
    checker.last.held.finish(
      verdictOf({
        status: results.every(([, result]) => !result) ? 'passed' : 'failed-assertion',
        tests: results.map((each) => resultOf(...each)),
      }),
    );
    await expect.poll(() => checker.checks.length).toBe(asked + 1);
  };
  const [three, four] = ['assert raise(3) == 4', 'assert raise(4) == 5'];
  await answer([
    [three, { ...wrong, got: '4' }],
    [four, { ...wrong, got: '5' }],
  ]);
  expect(checker.last.request.task.tests).toEqual([three, four]);
  await answer([[three], [four, { ...wrong, got: '4' }]]);
  await answer([[four]]);
  checker.last.held.finish(
    verdictOf({ status: 'failed-assertion', tests: [resultOf(four, { ...wrong, got: '4' })] }),
  );
  const item = box.getByRole('listitem');
  await expect.element(item).toHaveTextContent(/raise\(4\).*Value 4 Reference 5/);
  await item.getByRole('button', { name: 'Keep raise(4) as a test' }).click();
  await expect.element(item.getByRole('button', { name: 'Remove raise(4)' })).toBeVisible();
  await tests.getByText('Try your own input').click();
  const own = tests.getByRole('list', { name: 'Your own tests' });
  await expect.element(own.getByText('raise(4)', { exact: true })).toBeVisible();
});
