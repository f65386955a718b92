import { expect, test } from 'vitest';
import { searchOffer } from '../../../../src/app/models/search-offer.ts';
import type { GenerationRequest, LoadedModel } from '../../../../src/synthesis/engine.ts';
import { textAlone } from '../../../../src/synthesis/generations.ts';

const request: GenerationRequest = {
  brief: { text: '', functionName: 'f', shownTests: [], setupCode: '' },
  prompt: { kind: 'completion', text: '' },
  sampling: { temperature: 0, topP: 1, maxTokens: 1, seed: 1, stop: [] },
};

function searches(held: Promise<unknown> = Promise.resolve()) {
  const loads: { seconds: number; isUnloaded: boolean }[] = [];
  const search = async () => ({
    id: 'search' as const,
    load: async ({ seconds }: { seconds: number }): Promise<LoadedModel> => {
      const load = { seconds, isUnloaded: false };
      loads.push(load);
      return {
        ...{ engineId: 'search', modelName: 'Search', hasChatTemplate: true },
        generate: async () => {
          await held;
          return textAlone(`in ${seconds}`, load.isUnloaded ? 'stopped' : 'stop');
        },
        unload: async () => void (load.isUnloaded = true),
      };
    },
  });
  return { loads, search };
}

test('a search takes the time that is set when it is asked, and loads anew only for another', async () => {
  const { loads, search } = searches();
  let seconds = 10;
  const options = { signal: new AbortController().signal };
  const model = await searchOffer({ search }, () => seconds).load({
    ...options,
    onProgress: () => undefined,
  });
  const write = async () =>
    (await model.generate(request, { ...options, onText: () => undefined })).text;
  expect([await write(), await write()]).toEqual(['in 10', 'in 10']);
  seconds = 30;
  expect(await write()).toBe('in 30');
  expect(loads).toEqual([
    { seconds: 10, isUnloaded: false },
    { seconds: 30, isUnloaded: false },
  ]);
  await model.unload();
  expect(loads.every(({ isUnloaded }) => isUnloaded)).toBe(true);
});

test('a search under way goes on where the next is given another time', async () => {
  let release = () => {};
  const { search } = searches(new Promise<void>((resolve) => (release = resolve)));
  let seconds = 10;
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const model = await searchOffer({ search }, () => seconds).load(options);
  const write = () => model.generate(request, { ...options, onText: () => undefined });
  const first = write();
  seconds = 30;
  const second = write();
  await new Promise((resolve) => setTimeout(resolve, 0));
  release();
  expect(await first).toMatchObject({ text: 'in 10', finish: 'stop' });
  expect(await second).toMatchObject({ text: 'in 30', finish: 'stop' });
});
