/** Whether a model may run on the GPU, by what it says there and on the processor. */
import { expect, test } from 'vitest';
import {
  GpuTrials,
  startOnGpu,
  type TrialReply,
} from '../../../../src/synthesis/llama-cpp/gpu-trial.ts';

const onCpu: TrialReply = { text: 'return a + b', ms: 100, isOnGpu: false };
const onGpu: TrialReply = { text: 'return a + b', ms: 10, isOnGpu: true };

/** The replies of the GPU in their order; an error is thrown. Without any it does not start. */
async function tried(
  replies: readonly (TrialReply | Error)[],
  isKnownToFit = false,
  cpuFault?: Error,
) {
  const log: string[] = [];
  const left = [...replies];
  const trial = await startOnGpu(
    {
      async start(processor) {
        log.push(`start ${processor}`);
        if (processor === 'cpu' && cpuFault) throw cpuFault;
        if (processor === 'gpu' && replies.length === 0) throw new Error('no device');
        return processor;
      },
      async reply(processor) {
        const reply = processor === 'cpu' ? onCpu : left.shift();
        if (reply === undefined || reply instanceof Error) throw reply ?? new Error('no more');
        return reply;
      },
      end: async (processor) => void log.push(`end ${processor}`),
    },
    isKnownToFit,
  );
  return { trial, log };
}

const whole = ['start cpu', 'end cpu', 'start gpu'];

test('a model that says the same, and not later, runs on the GPU', async () => {
  // What is compiled for its first reply is not held against it.
  const first = { ...onGpu, ms: 5_000 };
  expect(await tried([first, onGpu])).toEqual({ trial: { started: 'gpu' }, log: whole });
});

test('once that is known, the processor is not asked again', async () => {
  expect(await tried([onGpu], true)).toEqual({ trial: { started: 'gpu' }, log: ['start gpu'] });
});

test.each([
  ['no-gpu', [onCpu, onCpu]],
  ['differs', [onGpu, { ...onGpu, text: 'return a' }]],
  ['slower', [onGpu, { ...onGpu, ms: 200 }]],
  ['failed', [new Error('device lost')]],
] as const)(
  'where it does not fit, it is ended, and the fault is named: %s',
  async (fault, replies) => {
    expect(await tried(replies)).toEqual({ trial: { fault }, log: [...whole, 'end gpu'] });
  },
);

test('a model that does not start there has failed', async () => {
  expect(await tried([])).toEqual({ trial: { fault: 'failed' }, log: whole });
});

test('a known model that does not start there has failed where the processor can start it', async () => {
  const log = ['start gpu', 'start cpu', 'end cpu'];
  expect(await tried([], true)).toEqual({ trial: { fault: 'failed' }, log });
});

test('what stands in the way of both is not the fault of the GPU', async () => {
  await expect(tried([], true, new Error('damaged file'))).rejects.toThrow('damaged file');
});

test('a known model whose GPU has gone runs nowhere in silence', async () => {
  expect((await tried([onCpu], true)).trial).toEqual({ fault: 'no-gpu' });
});

test('what did well is known on the next visit', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
  } as Storage;
  new GpuTrials(storage).keep('one');
  new GpuTrials(storage).keep('two');
  const known = new GpuTrials(storage);
  expect(['one', 'two', 'three'].map((model) => known.isKnownToFit(model))).toEqual([
    true,
    true,
    false,
  ]);
  stored.set('synthpad-gpu-trials', '{broken');
  expect(known.isKnownToFit('one')).toBe(false);
});
