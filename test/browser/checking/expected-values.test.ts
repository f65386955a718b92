/** What references return is worked out once, kept across visits, and taken only as a whole. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Checker } from '../../../src/checking/checker.ts';
import { createChecker } from '../../../src/checking/create-checker.ts';
import {
  browserExpectedStore,
  type ExpectedStore,
} from '../../../src/checking/hidden/expected-store.ts';
import { HiddenSuite } from '../../../src/checking/hidden/hidden-suite.ts';
import { expectedCacheName } from '../../../src/platform/cache-names.ts';
import { SandboxBytes } from '../../../src/sandbox/sandbox-bytes.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { taskOf } from '../../support/tasks.ts';

let checker: Checker;
/** Each visit has a checker of its own; what sandboxes are made of is none of what is kept. */
const bytes = new SandboxBytes();
const make = vi.spyOn(HiddenSuite, 'contentOf');

beforeEach(async () => {
  make.mockClear();
  await caches.delete(expectedCacheName);
});
afterEach(() => checker.close());

/** Texts in memory, each of which a test may change. */
class OpenStore implements ExpectedStore {
  readonly texts = new Map<string, string>();
  read = async (key: string) => this.texts.get(key) ?? null;
  keep = async (key: string, text: string) => void this.texts.set(key, text);

  change(edit: (text: string) => string): void {
    for (const [key, text] of this.texts) this.texts.set(key, edit(text));
  }
}

function taskWith(plus: readonly unknown[], fields: Partial<Task> = {}): Task {
  const row = {
    task_id: 'Mbpp/20001',
    entry_point: 'f',
    base_input: [[1], [2]],
    plus_input: plus,
    atol: 0,
  };
  return taskOf(['assert f(1) == 2'], {
    referenceCode: 'def f(x):\n    return x * 2\n',
    hidden: { kind: 'mbpp-plus', row: JSON.stringify(row) },
    ...fields,
  });
}

const task = taskWith([[30], [40]]);
const wrongFor40 = 'def f(x): return x * 2 if x < 40 else 0';

async function visit(expected: ExpectedStore, of: Task, program = of.referenceCode) {
  checker?.close();
  checker = createChecker({ size: 1, bytes, expected });
  const { status, hidden, tests } = await checker.check({ task: of, program });
  return { status, hidden, tests: tests.map(({ outcome, expected }) => [outcome, expected]) };
}

test('another visit asks no reference, and its verdicts are the same', async () => {
  const first = await visit(browserExpectedStore(), task, wrongFor40);
  expect(first).toMatchObject({ status: 'failed-assertion', hidden: { known: 4, of: 4 } });
  await vi.waitFor(async () => {
    expect(await (await caches.open(expectedCacheName)).keys()).toHaveLength(1);
  });
  expect(await visit(browserExpectedStore(), task, wrongFor40)).toEqual(first);
  expect(make).toHaveBeenCalledTimes(1);
});

test('another reference, or other inputs, have values of their own', async () => {
  const store = new OpenStore();
  await visit(store, task);
  await visit(store, { ...task, referenceCode: 'def f(x):\n    return 2 * x\n' });
  await visit(store, taskWith([[30], [41]]));
  expect(make).toHaveBeenCalledTimes(3);
  expect(store.texts.size).toBe(3);
});

test('values cross as exactly as they were returned', async () => {
  const referenceCode = [
    'def f(x):',
    '    return {1: (float("1e-320"), -0.0), 2: "\\ud83d" + "\\ude00", 30: 10 ** 40, 40: {1: {2}}}[x]',
  ].join('\n');
  const exact = { ...task, referenceCode };
  const store = new OpenStore();
  const first = await visit(store, exact);
  expect(first.status).toBe('passed');
  expect(await visit(store, exact)).toEqual(first);
  expect(
    await visit(store, exact, referenceCode.replace('10 ** 40', '10 ** 40 + 1')),
  ).toMatchObject({
    status: 'failed-assertion',
    tests: [expect.anything(), ...first.tests.slice(1, 3), expect.anything(), first.tests[4]],
  });
  expect(make).toHaveBeenCalledTimes(1);
});

test.for<[string, (text: string) => string]>([
  ['cut', (text) => text.slice(0, -20)],
  ['changed', (text) => text.replace('\\"value\\": \\"60\\"', '\\"value\\": \\"61\\"')],
  ['empty', () => ''],
  ['no longer JSON', (text) => text.replace('{', '[')],
])('a kept text that is %s is not taken', async ([, edit]) => {
  const store = new OpenStore();
  await visit(store, task);
  const before = [...store.texts.values()];
  store.change(edit);
  expect([...store.texts.values()]).not.toEqual(before);
  expect((await visit(store, task)).status).toBe('passed');
  expect(make).toHaveBeenCalledTimes(2);
  // It was made anew, and kept.
  await visit(store, task);
  expect(make).toHaveBeenCalledTimes(2);
});

test('what is kept of one task is not taken for another', async () => {
  const store = new OpenStore();
  const other = { ...task, referenceCode: 'def f(x):\n    return x * 3\n' };
  await visit(store, task);
  await visit(store, other);
  const [first = '', second = ''] = store.texts.values();
  store.change((text) => (text === first ? second : first));
  expect((await visit(store, task)).status).toBe('passed');
  expect(make).toHaveBeenCalledTimes(3);
});

test('a suite that was cut is not kept, and no program passes by it', async () => {
  const store = new OpenStore();
  const leaves = 'def f(x):\n    if x == 40: raise SystemExit\n    return x * 2\n';
  const ended = await visit(store, { ...task, referenceCode: leaves }, task.referenceCode);
  expect(ended).toMatchObject({ status: 'sandbox-fault', hidden: { known: 3, of: 4 } });
  const dies = 'import os\ndef f(x):\n    if x == 40: os._exit(1)\n    return x * 2\n';
  await visit(store, { ...task, referenceCode: dies }, task.referenceCode);
  expect([...store.texts.values()].filter((text) => text.includes('os._exit'))).toEqual([]);
  expect(store.texts.size).toBe(1);
});

test('a program cannot say what is kept', async () => {
  const store = new OpenStore();
  const hostile = [
    'import sys, plain_values, candidate',
    'plain_values.encode = lambda value: "7"',
    'candidate._reply = lambda kind, **fields: \'{"kind": "value", "value": "7"}\'',
    'def f(x): return 7',
  ].join('\n');
  expect((await visit(store, task, hostile)).status).not.toBe('passed');
  const { status } = await checker.check({ task: taskWith([[50]]), program: hostile });
  expect(status).not.toBe('passed');
  expect((await visit(store, taskWith([[50]]))).status).toBe('passed');
  expect(make).toHaveBeenCalledTimes(2);
});

test('the oldest make room, and what is too large for the whole is not kept', async () => {
  const store = browserExpectedStore(1_000);
  for (const name of ['a', 'b', 'c', 'd']) await store.keep(name, name.repeat(300));
  await store.keep('large', 'x'.repeat(1_001));
  const kept = await Promise.all(['a', 'b', 'c', 'd', 'large'].map((key) => store.read(key)));
  expect(kept.map((text) => text?.length ?? null)).toEqual([null, 300, 300, 300, null]);
});
