/** Dialogs among attempts, and the paper's curve over them. */

import { expect, test } from 'vitest';
import { quantileFor, wilson } from '../../../../src/evaluation/statistics/proportion.ts';
import { feedbackCurve } from '../../../../src/app/feedback/feedback-curve.ts';
import { sessionsIn as found } from '../../../../src/app/feedback/sessions.ts';
import { type AttemptRecord, type Hint, newAttempt } from '../../../../src/app/work/records.ts';

const sessionsIn = (attempts: readonly AttemptRecord[]) => found(attempts).sessions;
const counts = { promptTokens: null, replyTokens: null, firstTokenMs: null, totalMs: 1 };
const generation = { text: 'x', finish: 'stop', ...counts } as const;

function attempt(task: string, fields: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    ...newAttempt(task),
    author: { kind: 'model', name: 'tiny' },
    reply: { generation, isWhole: true, search: null },
    ...{ program: 'pass', status: 'failed-assertion' },
    ...fields,
  };
}

/** A dialog: "." failed, "+" passed, a hint between any two. */
function dialog(task: string, outcomes: string, from: Hint['from'] = 'person'): AttemptRecord[] {
  const turns: AttemptRecord[] = [];
  for (const outcome of outcomes) {
    const before = turns.at(-1);
    turns.push(
      attempt(task, {
        status: outcome === '+' ? 'passed' : 'failed-assertion',
        after: before?.id ?? null,
        hint: before ? { text: 'No.', from } : null,
      }),
    );
  }
  return turns;
}

const shares = (...values: number[]) => values.map((value) => ({ value }));

test('the share that is solved grows with the hints', () => {
  const attempts = [
    ...dialog('starter/1', '+'),
    ...dialog('starter/2', '.+'),
    ...dialog('starter/3', '...+'),
    ...dialog('starter/4', '.....'),
  ];
  const sessions = sessionsIn(attempts);
  expect(sessions.map(({ solvedAfter }) => solvedAfter)).toEqual([0, 1, 3, null]);
  expect(feedbackCurve(sessions, attempts)).toMatchObject({
    person: { rates: shares(0.25, 0.5, 0.5, 0.75, 0.75), count: 4, taskCount: 4 },
    ...{ automatic: null, samples: null, mixedCount: 0 },
  });
});

test('a fifth hint, a second try at a turn and what follows a solution count nothing', () => {
  const beyond = dialog('starter/1', '.....+');
  expect(sessionsIn(beyond)).toMatchObject([{ solvedAfter: null, hintCount: 4 }]);
  const [first, second] = dialog('starter/2', '..');
  const hint = { text: 'Again.', from: 'person' } as const;
  const again = attempt('starter/2', { status: 'passed', after: first?.id ?? null, hint });
  const all = [first, second, again].filter((each) => each !== undefined);
  expect(sessionsIn(all)).toMatchObject([{ solvedAfter: null, hintCount: 1, isBrokenOff: true }]);
  expect(sessionsIn(dialog('starter/3', '+.'))).toMatchObject([{ solvedAfter: 0, hintCount: 0 }]);
});

test('samples of one press are no dialogs, nor are programs by hand, by search or without a check', () => {
  const round = { round: 'together' };
  const attempts = [
    ...[attempt('starter/1', round), attempt('starter/1', round)],
    { ...newAttempt('starter/1'), program: 'x', status: 'passed' as const },
    attempt('starter/1', { author: { kind: 'search', name: 'Built-in search' } }),
    attempt('starter/1', { status: null }),
    attempt('starter/1', { status: 'sandbox-fault' }),
  ];
  expect(sessionsIn(attempts)).toEqual([]);
});

test('a program that fails a challenge test solves nothing', () => {
  const attempts = [attempt('mbpp/11', { status: 'passed', failsChallenge: true })];
  expect(sessionsIn(attempts)).toMatchObject([{ solvedAfter: null }]);
});

test('hints made by the page are a line of their own, and mixed dialogs are in none', () => {
  const [first, second] = dialog('starter/3', '..');
  const hint = { text: 'f(1) is 2.', from: 'failing-test' } as const;
  const third = attempt('starter/3', { status: 'passed', after: second?.id ?? null, hint });
  const mixed = [first, second, third].filter((each) => each !== undefined);
  const attempts = [
    ...dialog('starter/1', '.+', 'failing-test'),
    ...dialog('starter/2', '.+'),
    ...mixed,
    ...dialog('starter/4', '+'),
  ];
  const curve = feedbackCurve(sessionsIn(attempts), attempts);
  expect(curve.person).toMatchObject({ rates: shares(0.5, 1, 1, 1, 1), count: 2 });
  expect(curve.automatic).toMatchObject({ rates: shares(0.5, 1, 1, 1, 1), count: 2 });
  expect(curve.mixedCount).toBe(1);
});

test('independent samples are counted as pass@1 to pass@5, over tasks with five or more', () => {
  const round = { round: 'five' };
  const five = [
    'passed',
    'failed-assertion',
    'failed-assertion',
    'passed',
    'syntax-error',
  ] as const;
  const attempts = [
    ...five.map((status) => attempt('starter/1', { ...round, status })),
    ...five.map((status) => attempt('starter/3', { round: 'of no dialog', status })),
    // One sample of its own: the sixth of its task.
    ...dialog('starter/1', '.....'),
  ];
  // 1 - C(4, k) / C(6, k)
  const expected = [1 - 4 / 6, 1 - 6 / 15, 1 - 4 / 20, 1 - 1 / 15, 1];
  const { samples } = feedbackCurve(sessionsIn(attempts), attempts);
  expect(samples?.count).toBe(1);
  for (const [index, share] of expected.entries()) {
    expect(samples?.rates[index]?.value).toBeCloseTo(share, 12);
  }
});

test('two dialogs about one task make the interval no narrower than its tasks allow', () => {
  const wide = [...dialog('starter/1', '+'), ...dialog('starter/2', '.')];
  const twice = [...wide, ...dialog('starter/1', '+'), ...dialog('starter/2', '.')];
  const [one, two] = [wide, twice].map((all) => feedbackCurve(sessionsIn(all), all).person);
  expect(two).toMatchObject({ count: 4, taskCount: 2 });
  // Two trials either way; what two tasks have in common is known from these two alone.
  expect(one?.rates[0]).toEqual({ value: 0.5, ...wilson(0.5, 2) });
  expect(two?.rates[0]).toEqual({ value: 0.5, ...wilson(0.5, 2, quantileFor(2, 2)) });
});

test('what left the protocol is told, where the protocol was followed', () => {
  const [first, second] = dialog('starter/1', '.+');
  const watched = (breaches: Hint['breaches']) =>
    second && first
      ? sessionsIn([
          first,
          { ...second, hint: { text: 'No.', from: 'person', breaches: breaches ?? [] } },
        ])
      : [];
  expect(sessionsIn(dialog('starter/1', '.+'))).toMatchObject([{ breaches: null }]);
  expect(watched(['code'])).toMatchObject([{ breaches: ['code'] }]);
  expect(watched([])).toMatchObject([{ breaches: [] }]);
});

test('a dialog about the best of several samples counts nowhere, and is told', () => {
  const [first, second] = dialog('starter/1', '.+');
  const other = attempt('starter/1', { round: first?.round ?? '' });
  const all = [first, other, second].filter((each) => each !== undefined);
  expect(found(all)).toEqual({ sessions: [], fromSeveralCount: 1 });
});

test('a dialog that began as in the paper is told from others', () => {
  const sampling = { temperature: 0, topP: 1, maxTokens: 1, seed: 0, stop: [] };
  const asked = (content: string) => {
    const prompt = { kind: 'chat', messages: [{ role: 'user', content }] } as const;
    return sessionsIn([attempt('starter/1', { request: { prompt, sampling, shownTestCount: 3 } })]);
  };
  expect(asked('I need to write a function called f.')).toMatchObject([{ beganAsInPaper: true }]);
  expect(asked('Write f.')).toMatchObject([{ beganAsInPaper: false }]);
});
