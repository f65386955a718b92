/** How many threads a model is started on, by what was measured. */
import { expect, test } from 'vitest';
import { threadChoice } from '../../../../src/platform/thread-choice.ts';
import { mostThreadsOf, startOnThreads } from '../../../../src/synthesis/llama-cpp/threads.ts';

test('half of the cores, two of two, one where the page has no threads', () => {
  const most = (cores: number, hasThreads = true) => mostThreadsOf({ cores, hasThreads });
  expect([1, 2, 3, 4, 8, 64].map((cores) => most(cores))).toEqual([1, 2, 2, 2, 4, 16]);
  expect(most(8, false)).toBe(1);
});

/**
 * A machine on which so many threads take so long, or do not start, or fail (`NaN`); several of them
 * start only so often.
 */
function machine(
  ms: Readonly<Record<number, number>>,
  { kept = null, starts = Infinity }: { kept?: number | null; starts?: number } = {},
) {
  const log: string[] = [];
  let choice = kept;
  const start = (sizeBytes = 1e9) =>
    startOnThreads(
      {
        ...{ cores: 8, hasThreads: true },
        choice: {
          read: () => choice,
          keep: (threads) => (choice = threads),
          forget: () => (choice = null),
        },
      },
      sizeBytes,
      {
        async start(threads) {
          log.push(`start ${threads}`);
          const before = log.filter((line) => line === `start ${threads}`).length - 1;
          if (ms[threads] === undefined || (threads > 1 && before >= starts))
            throw new Error('no memory');
          return threads;
        },
        async time(threads) {
          const took = ms[threads] ?? NaN;
          if (Number.isNaN(took)) throw new Error('cancelled');
          return took;
        },
        end: async (threads) => void log.push(`end ${threads}`),
      },
    );
  return { start, log, kept: () => choice };
}

test('the faster number is kept, and measured once', async () => {
  const many = machine({ 1: 20, 4: 10 });
  expect(await many.start()).toBe(4);
  expect(many.log).toEqual(['start 4', 'end 4', 'start 1', 'end 1', 'start 4']);
  expect(await many.start()).toBe(4);
  expect([many.log.length, many.kept()]).toEqual([6, 4]);
  const one = machine({ 1: 10, 4: 20 });
  expect(await one.start()).toBe(1);
  expect([one.log, one.kept()]).toEqual([['start 4', 'end 4', 'start 1'], 1]);
});

test('a model that is too small to tell runs on one thread, and nothing is kept', async () => {
  const { start, log, kept } = machine({ 1: 20, 4: 10 });
  expect([await start(1e6), log, kept()]).toEqual([1, ['start 1'], null]);
});

test('where threads do not start, one of them does, and they are tried again next time', async () => {
  const measured = machine({ 1: 20 });
  expect([await measured.start(), measured.kept()]).toEqual([1, null]);
  const crashing = machine({ 1: 20, 4: NaN });
  expect([await crashing.start(), crashing.kept()]).toEqual([1, null]);
  expect(crashing.log).toEqual(['start 4', 'end 4', 'start 1']);
  expect(await machine({ 1: 20 }, { kept: 4 }).start()).toBe(1);
  await expect(machine({}).start()).rejects.toThrow('no memory');
});

test('where the faster number starts no second time, one thread does', async () => {
  const { start, log } = machine({ 1: 20, 4: 10 }, { starts: 1 });
  expect(await start()).toBe(1);
  expect(log.slice(-2)).toEqual(['start 4', 'start 1']);
});

test('a measurement that is cancelled leaves nothing running', async () => {
  const { start, log, kept } = machine({ 1: NaN, 4: 10 });
  await expect(start()).rejects.toThrow('cancelled');
  expect([log, kept()]).toEqual([['start 4', 'end 4', 'start 1', 'end 1'], null]);
});

test('a choice holds for the processor it was made with', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
  } as Storage;
  const choice = threadChoice(8, storage);
  expect(choice.read()).toBeNull();
  choice.keep(4);
  expect([choice.read(), threadChoice(4, storage).read()]).toEqual([4, null]);
  choice.forget();
  expect(choice.read()).toBeNull();
  stored.set('synthpad-threads', 'something else');
  expect(choice.read()).toBeNull();
});
