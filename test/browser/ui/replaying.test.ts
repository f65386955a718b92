/** A recorded session over doubles: what is shown when, what is heard, and what is refused. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { writeRecordingFragment } from '../../../src/app/replaying/recording/recording-link.ts';
import type { RecordedPart, Recording } from '../../../src/app/replaying/recording/recording.ts';
import { replaysSetting } from '../../../src/app/work/setting-names.ts';
import { CheckerError } from '../../../src/checking/checker.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { textAlone } from '../../../src/synthesis/generations.ts';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { earlierItem } from '../../support/earlier-playlists.ts';
import { fakePage } from '../app/fake-page.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const task = taskOf('1', 'raise');
const program = 'def raise(n):\n    return n + 1\n';
const reply = `Here:\n\`\`\`python\n${program}\`\`\`\n`;

function part(fields: Partial<RecordedPart> = {}): RecordedPart {
  return {
    author: { kind: 'model', name: 'Tiny' },
    ...{ round: 0, after: null, hint: null, request: null, program },
    reply: textAlone(reply, 'stop'),
    // Long enough that nothing of it comes while a test looks.
    timing: [600_000, reply.length],
    recorded: { status: 'passed', testsPassed: 2, testsCount: 2 },
    ...fields,
  };
}

async function open(parts: readonly RecordedPart[], shown: Task = task) {
  const fake = fakePage([sourceOf([task])]);
  const recording: Recording = { name: 'Raising', recordedAt: 0, task: shown, parts };
  const screen = await render(Page, { parts: fake.parts });
  fake.bar.go((await writeRecordingFragment(recording)) ?? '');
  await expect.element(screen.getByRole('heading', { name: /^Raising/ })).toBeVisible();
  return { ...fake, screen };
}

const tests = task.tests.map((source) => resultOf(source));

beforeEach(() => browser.viewport(1280, 800));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('while it is checked the page says so; the verdict is this browser’s, and a difference is said', async () => {
  const { screen, checker } = await open([part()]);
  await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
  expect(checker.last.request.program).toBe(program);
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  await expect.element(screen.getByText('Checking the program in the sandbox')).toBeVisible();
  const failing = resultOf(task.tests[1] ?? '', { outcome: 'failed-assertion' });
  checker.last.held.finish(
    verdictOf({ status: 'failed-assertion', tests: [tests[0] ?? failing, failing] }),
  );
  await expect.element(screen.getByRole('heading', { name: '1 of 2 tests passed' })).toBeVisible();
  await expect.element(screen.getByText('Differs from the recording')).toBeVisible();
});

test('a search shows what it saw and its story, and no prompt, also one recorded with one', async () => {
  const counts = { tried: 41_234, level: 9, dropped: 20, held: 12, elapsedSeconds: 10, best: null };
  const explanation = { how: 'expression', cost: 9, words: [], until: 'time-limit' } as const;
  const search = {
    progress: counts,
    result: { kind: 'found', program, explanation },
    settings: { shownTestCount: 1, seconds: 10, seed: 1 },
    course: [0, 1234, 4, 9_999, 40_000, 8],
  } as const;
  const prompt = { kind: 'completion', text: 'You are an expert Python programmer.' } as const;
  const sampling = { temperature: 0.2, topP: 1, maxTokens: 512, seed: 1, stop: [] };
  const author = { kind: 'search', name: 'Built-in search' } as const;
  const { screen } = await open([
    part({
      ...{ author, search, request: { prompt, sampling, shownTestCount: 1 } },
      // With what it waited for its interpreter.
      reply: { ...textAlone(program, 'stop'), totalMs: 12_300 },
    }),
  ]);
  await screen.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.element(screen.getByText(/Searching … 1,234 programs tried, size 4/)).toBeVisible();
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  const name = 'Built-in search, saw 1 of 2 tests';
  const lane = screen.getByRole('region', { name, exact: true });
  await expect.element(lane).toHaveTextContent('It saw the first of 2 tests. Time limit: 10 s.');
  await expect.element(lane).toHaveTextContent('looked for a plainer one until the time was over');
  await expect.element(lane).toHaveTextContent('It tried 41,234 programs in 10.0 s');
  expect(lane.element().textContent).not.toContain('12.3 s');
  await expect.element(screen.getByText('10.0 s of 10.0 s')).toBeVisible();
  expect(screen.getByText('Prompt', { exact: true }).elements()).toHaveLength(0);
});

test('what its author was not shown stands apart, and so does what nobody is shown', async () => {
  const prompt = { kind: 'completion', text: 'Write it.' } as const;
  const sampling = { temperature: 0.2, topP: 1, maxTokens: 512, seed: 1, stop: [] };
  const { screen, checker } = await open([
    part({ request: { prompt, sampling, shownTestCount: 1 } }),
  ]);
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
  const challenge = resultOf(task.challengeTests[0] ?? '', { group: 'challenge' });
  checker.last.held.finish(verdictOf({ tests: [...tests, challenge] }));
  const listed = (name: string) =>
    screen.getByRole('list', { name, exact: true }).getByRole('listitem');
  await expect.element(listed('Tests not shown')).toHaveTextContent(task.tests[1] ?? '');
  await expect.element(listed('Challenge tests')).toHaveTextContent(task.challengeTests[0] ?? '');
  await expect.element(listed('Tests')).toHaveTextContent(task.tests[0] ?? '');
});

test.each([
  ['tests', { tests: ['assert True'] }],
  ['a statement', { text: 'Write anything.' }],
  ['a reference', { referenceCode: 'def raise(n):\n    return n + 1' }],
  ['hidden inputs', { hidden: { kind: 'mbpp-plus' as const, row: '{}' } }],
  ['an id', { id: '99' }],
])('%s under a known name that are not its own are said to be others', async (_, fields) => {
  const { screen } = await open([part()], { ...task, ...fields });
  await expect.element(screen.getByText(/^This is not task \d+ of Starter tasks/)).toBeVisible();
});

test('of the task as it is here, and of one that nobody here can know, nothing of the kind is said', async () => {
  for (const shown of [task, { ...task, source: 'mbpp' as const, tests: ['assert True'] }]) {
    const { screen, checker } = await open([part()], shown);
    await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
    expect(screen.getByText(/^This is not task/).elements()).toEqual([]);
    await screen.unmount();
  }
});

test('a reply is not heard while it grows, and whole once it is there', async () => {
  const { screen } = await open([part()]);
  const heard = () =>
    [...document.querySelectorAll('[role=status]')].map((each) => each.textContent);
  await screen.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.element(screen.getByText('Waiting for the first token')).toBeVisible();
  expect(heard().join('')).toBe('');
  await userEvent.keyboard('{ArrowRight}');
  await vi.waitFor(() => expect(heard().join('')).toContain('Tiny has finished. Here:'));
});

test('of what is long only its end and its length are heard, however many wrote it', async () => {
  const lines = Array.from({ length: 40 }, (_, at) => `# ${at}: ${'word '.repeat(4)}`);
  const written = (name: string, count: number) =>
    part({
      author: { kind: 'model', name },
      ...{ reply: textAlone(lines.slice(0, count).join('\n'), 'stop'), timing: [1, 1] },
    });
  const { screen } = await open([written('Tiny', 40), written('Large', 9)]);
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  const heard = () =>
    [...document.querySelectorAll('[role=status]')].map((each) => each.textContent);
  await expect.poll(heard).toContain('Tiny has finished: 40 lines.\nLarge has finished: 9 lines.');
});

test('the lines that were taken are marked, and nothing is told before it was played', async () => {
  const { screen, checker } = await open([part(), part({ round: 1, after: 0 })]);
  await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
  checker.last.held.finish(verdictOf({ tests }));
  expect(document.querySelectorAll('mark')).toHaveLength(0);
  expect(document.body.textContent).not.toContain('tests passed');
  await userEvent.keyboard('{PageDown}{PageDown}');
  await expect.element(screen.getByRole('heading', { name: 'All 2 tests passed' })).toBeVisible();
  const taken = [...document.querySelectorAll('mark')].map((mark) => mark.textContent);
  expect(taken).toEqual(['def raise(n):', '    return n + 1']);
  const parts = screen.getByRole('list', { name: 'Parts of this replay' }).getByRole('button');
  await expect.element(parts.nth(0)).toHaveTextContent('Passed');
  await expect.element(parts.nth(1)).not.toHaveTextContent('Passed');
});

test('a key that is held goes one step; pressed again, the next', async () => {
  const { screen } = await open([part(), part({ round: 1, after: 0 })]);
  const skip = screen.getByRole('button', { name: 'Skip to the end' });
  await userEvent.keyboard('{PageDown>5/}');
  await expect.element(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.element(screen.getByText('Part 1 of 2')).toBeVisible();
  (skip.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter>5/}');
  await expect.element(screen.getByRole('button', { name: 'Next part' })).toBeVisible();
  await expect.element(screen.getByText('Part 1 of 2')).toBeVisible();
  await userEvent.keyboard('{PageDown}');
  await expect.element(screen.getByText('Part 2 of 2')).toBeVisible();
});

test('what was pressed keeps the focus, whatever it does next', async () => {
  const byHand = part({ author: { kind: 'person' }, reply: null, round: 1, after: 0 });
  const { screen } = await open([part(), byHand]);
  const named = (name: string) => screen.getByRole('button', { name, exact: true });
  await named('Skip to the end').click();
  await expect.element(named('Next part')).toHaveFocus();
  await named('Next part').click();
  await expect.element(screen.getByText('Part 2 of 2')).toBeVisible();
  // There is no next one, and nothing to play.
  await expect.element(named('Next part')).toHaveFocus();
  await expect.element(named('Next part')).toHaveAttribute('aria-disabled', 'true');
  await expect.element(named('Play again')).toHaveAttribute('aria-disabled', 'true');
  for (const press of ['Back', 'Back', 'Back', 'Back']) await named(press).click({ force: true });
  await expect.element(named('Back')).toHaveFocus();
  await expect.element(named('Back')).toHaveAttribute('aria-disabled', 'true');
});

test('two writers of one round play side by side', async () => {
  const other = part({ author: { kind: 'model', name: 'Other' } });
  const { screen } = await open([part(), other]);
  await expect.element(screen.getByRole('region', { name: 'Tiny' })).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'Other' })).toBeVisible();
});

test('where the sandbox does not start, the replay plays and says why nothing is decided', async () => {
  const { screen, checker } = await open([part()]);
  await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
  checker.last.held.fail(new CheckerError({ kind: 'no-webassembly' }));
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  await expect.element(screen.getByText('(0 of 1; 1 check failed).')).toBeVisible();
  expect(screen.getByRole('button', { name: /the checks$/ }).elements()).toHaveLength(0);
  await screen.getByRole('button', { name: 'Try the check again' }).click();
  await vi.waitFor(() => expect(checker.checks).toHaveLength(2));
  checker.last.held.finish(verdictOf({ tests }));
  await expect.element(screen.getByRole('heading', { name: 'All 2 tests passed' })).toBeVisible();
});

test('checks tell how far they are, can be stopped, and go on where they were', async () => {
  const programs = [program, `${program}# 2\n`, `${program}# 3\n`];
  const { screen, checker } = await open(
    programs.map((each, round) => part({ program: each, round })),
  );
  const judge = async (at: number) => {
    await vi.waitFor(() => expect(checker.checks).toHaveLength(at));
    checker.last.held.finish(verdictOf({ tests }));
  };
  await judge(1);
  await expect.element(screen.getByText('in this browser (1 of 3).')).toBeVisible();
  await vi.waitFor(() => expect(checker.checks).toHaveLength(2));
  await screen.getByRole('button', { name: 'Stop the checks' }).click();
  expect(checker.last.options.signal?.aborted).toBe(true);
  const goOn = screen.getByRole('button', { name: 'Continue the checks' });
  await expect.element(goOn).toHaveFocus();
  await expect.element(screen.getByText('(stopped after 1 of 3).')).toBeVisible();
  for (const key of ['PageDown', 'PageDown', 'PageDown', 'PageDown']) {
    await userEvent.keyboard(`{${key}}`);
  }
  await expect.element(screen.getByText('Not checked: the checks were stopped.')).toBeVisible();
  await goOn.click();
  await judge(3);
  expect(checker.last.request.program).toBe(programs[1]);
  await expect.element(screen.getByRole('heading', { name: 'All 2 tests passed' })).toBeVisible();
  await judge(4);
  await expect.element(screen.getByText('in this browser (3 of 3).')).toBeVisible();
  expect(screen.getByRole('button', { name: /the checks$/ }).elements()).toHaveLength(0);
  await expect.element(screen.getByRole('group', { name: /^Raising/ })).toHaveFocus();
});

test('a reply of very many lines is shown as plain text', async () => {
  const long = `${'a\n'.repeat(100_000)}the end`;
  const many = part({ reply: textAlone(long, 'stop'), program: long });
  const { screen } = await open([many]);
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  const reply = screen.getByRole('region', { name: 'Reply' });
  await expect.element(reply).toHaveTextContent(/the end$/);
  expect(reply.element().querySelectorAll('mark, span')).toHaveLength(0);
  const program = screen.getByRole('region', { name: 'Program', exact: true });
  await expect.element(program).toHaveTextContent(/the end$/);
  expect(program.element().childElementCount).toBe(0);
});

test('a damaged link and a recording that is not here are said in a sentence', async () => {
  const fake = fakePage([sourceOf([task])]);
  const screen = await render(Page, { parts: fake.parts });
  fake.bar.go('#/replay/abc');
  await expect.element(screen.getByText('incomplete or damaged')).toBeVisible();
  fake.bar.go('#/replays/nowhere/3');
  await expect.element(screen.getByText('not in this browser')).toBeVisible();
});

test.each([true, false])('full screen is offered where there is one: %j', async (isEnabled) => {
  vi.spyOn(document, 'fullscreenEnabled', 'get').mockReturnValue(isEnabled);
  const { screen } = await open([part()]);
  const offers = screen.getByRole('button', { name: 'Full screen' });
  expect(offers.elements()).toHaveLength(isEnabled ? 1 : 0);
});

test('a replay that cannot be read says so, and the keys lead on from it and back', async () => {
  const { screen, bar, settings } = await open([]);
  const items = ['One', 'Two', 'Three'].map((name) =>
    earlierItem(name, { name, recordedAt: 0, task, parts: [] }),
  );
  const newer = items.map((item) =>
    item.id === 'Two' ? { ...item, recording: { ...item.recording, version: 2 } } : item,
  );
  await settings.keepSetting(replaysSetting, [{ id: 'l', name: 'Loops', items: newer }]);
  bar.go('#/replays/l/2');
  await expect.element(screen.getByText('a newer version of Synthpad')).toBeVisible();
  await expect.element(screen.getByText('Replay 2 of 3 in Loops.')).toBeVisible();
  await userEvent.keyboard('{PageDown}');
  await expect.element(screen.getByRole('heading', { name: /^Three/ })).toBeVisible();
  await userEvent.keyboard('{PageUp}');
  const back = screen.getByRole('link', { name: 'Previous replay' });
  await expect.element(back).toHaveAttribute('href', '#/replays/l/1');
  await userEvent.keyboard('{PageUp}');
  await expect.element(screen.getByRole('heading', { name: /^One/ })).toBeVisible();
});

test('autoplay shows the parts and replays in turn, and can be stopped at each', async () => {
  const { screen, bar, checker, settings } = await open([]);
  // It has no pace, so each part ends as it begins.
  const byHand = part({ author: { kind: 'person' }, reply: null });
  const two = [byHand, { ...byHand, round: 1 }];
  const recordings = ['One', 'Two', 'Three'].map((name, at) => ({
    ...{ name, recordedAt: 0, task, parts: at === 2 ? [] : two },
  }));
  const items = recordings.map((recording) => earlierItem(recording.name, recording));
  await settings.keepSetting(replaysSetting, [{ id: 'l', name: 'Loops', items }]);
  bar.go('#/replays/l/1');
  const named = (name: string) => screen.getByRole('button', { name, exact: true });
  const automatic = screen.getByRole('checkbox', { name: 'Autoplay' });
  await expect.element(automatic).not.toBeChecked();
  await automatic.click();
  await expect.poll(() => settings.setting('replay-automatic')).toBe(true);
  // Countdowns are counted here, and no test waits for them.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await named('Play').click();
  await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
  // Not before it is decided.
  expect(document.querySelector('.countdown')).toBeNull();
  checker.last.held.finish(verdictOf({ tests }));
  const inFive = screen.getByText('Next part in 5 s');
  await expect.element(inFive).toBeVisible();
  // Nobody could stop it there.
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.showModal();
  vi.advanceTimersByTime(60_000);
  dialog.remove();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  vi.advanceTimersByTime(60_000);
  hidden.mockRestore();
  await expect.element(inFive).toBeVisible();
  // On a button, Space presses that.
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard(' ');
  await expect.element(named('Stay here')).not.toBeInTheDocument();
  await named('Next part').click();
  await expect.element(screen.getByText('Part 2 of 2')).toBeVisible();
  await expect.element(named('Stay here')).toBeVisible();
  (named('Stay here').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const controls = screen.getByRole('group', { name: 'Playback' });
  await expect.element(controls).toHaveFocus();
  expect(getComputedStyle(controls.element()).outlineStyle).toBe('solid');
  await automatic.click();
  await automatic.click();
  await named('Play again').hover();
  expect(document.querySelector('.countdown')).toBeNull();
  await named('Back').click();
  await named('Play').click();
  await expect.element(screen.getByText(/^Next replay in \d s$/)).toBeVisible();
  vi.advanceTimersByTime(5000);
  // It plays the next, and goes on to the last, which is a task alone.
  await expect.element(screen.getByRole('heading', { name: /^Two/ })).toBeVisible();
  await expect.element(named('Play again')).toHaveFocus();
  await vi.waitFor(() => expect(checker.checks).toHaveLength(2));
  checker.last.held.finish(verdictOf({ tests }));
  for (const next of ['Next part', 'Next replay']) {
    await expect.element(screen.getByText(new RegExp(`^${next} in \\d s$`))).toBeVisible();
    vi.advanceTimersByTime(5000);
  }
  await expect.element(screen.getByRole('heading', { name: /^Three/ })).toBeVisible();
  expect(screen.getByText(/ in \d s$/).elements()).toHaveLength(0);
  // It has no controls.
  await expect.element(screen.getByRole('article', { name: /^Three/ })).toHaveFocus();
});

test('autoplay goes on past a replay that cannot be read, and can be stopped there', async () => {
  const { screen, bar, settings } = await open([]);
  const byHand = part({ author: { kind: 'person' }, reply: null, program: null });
  const recordings = ['One', 'Two', 'Three'].map((name) => ({
    ...{ name, recordedAt: 0, task, parts: [byHand] },
  }));
  const items = recordings.map((recording) => earlierItem(recording.name, recording));
  const newer = items.map((item, at) =>
    at === 1 ? { ...item, recording: { ...item.recording, version: 2 } } : item,
  );
  await settings.keepSetting(replaysSetting, [{ id: 'l', name: 'Loops', items: newer }]);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  bar.go('#/replays/l/1');
  const named = (name: string) => screen.getByRole('button', { name, exact: true });
  await expect.element(screen.getByRole('heading', { name: /^One/ })).toBeVisible();
  await screen.getByRole('checkbox', { name: 'Autoplay' }).click();
  await named('Play').click();
  await expect.element(screen.getByText('Next replay in 5 s')).toBeVisible();
  vi.advanceTimersByTime(5000);
  await expect.element(screen.getByText('a newer version of Synthpad')).toBeVisible();
  const ways = screen.getByRole('navigation', { name: 'Playback' });
  await expect.element(ways).toHaveFocus();
  await expect.element(screen.getByText('Next replay in 5 s')).toBeVisible();
  await named('Stay here').click();
  await expect.element(ways).toHaveFocus();
  expect(screen.getByText(/ in \d s$/).elements()).toHaveLength(0);
});

test('nothing of a replay becomes work until it is taken', async () => {
  const { screen, work, bar } = await open([part()]);
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  const before = await work.export();
  expect([before.attempts, before.programs]).toEqual([[], []]);
  await screen.getByRole('button', { name: 'Open in the playground' }).click();
  await vi.waitFor(() => expect(bar.hash).toMatch(/^#\/(shared|starter)\//));
});
