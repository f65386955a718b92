/** Which writers share what, and that each waits for the one before it and for nobody else. */
import { expect, test } from 'vitest';
import {
  fitTogether,
  isTunedOf,
  type Machine,
  sharedBy,
  SharedTurns,
} from '../../../../src/app/side-by-side/turns.ts';
import type { ModelSpec } from '../../../../src/synthesis/model-spec.ts';

const gguf = (name: string, processor?: 'gpu'): ModelSpec => ({
  ...{ kind: 'gguf-address', address: `https://models.example/${name}.gguf` },
  ...(processor && { processor }),
});
const tuned: ModelSpec = {
  kind: 'gguf-adapter',
  base: { address: 'https://models.example/a.gguf' },
  adapter: { address: 'https://models.example/lora.gguf' },
  scale: 1,
};
const webLlm: ModelSpec = { kind: 'web-llm', modelId: 'Qwen2.5-Coder-0.5B-Instruct-q4f16_1-MLC' };
const search: ModelSpec = { kind: 'search', seconds: 10 };
const server = (model: string): ModelSpec => ({
  ...{ kind: 'server', address: 'http://localhost:8080/v1', model, parallel: 4 },
});
const large: Machine = { cores: 8, memoryBytes: 8e9 };

function offerOf(spec: ModelSpec, downloadBytes = 0) {
  return { spec, downloadBytes, memoryBytes: null, kept: null };
}

function shares(specs: readonly ModelSpec[], machine = large) {
  return sharedBy(
    specs.map((spec) => offerOf(spec)),
    machine,
  );
}

test('two models on one processor write one after the other, on two at the same time', () => {
  expect(shares([gguf('a'), gguf('b')])).toEqual(['cpu', 'cpu']);
  expect(shares([webLlm, gguf('b', 'gpu')])).toEqual(['gpu', 'gpu']);
  expect(shares([webLlm, gguf('b')])).toEqual([null, null]);
  expect(shares([gguf('a'), webLlm, gguf('b')])).toEqual(['cpu', null, 'cpu']);
  expect(shares([gguf('a'), tuned])).toEqual(['cpu', 'cpu']);
});

test('servers and, with cores enough, the search write at any time', () => {
  expect(shares([server('a'), server('b'), gguf('a')])).toEqual([null, null, null]);
  expect(shares([search, gguf('a')])).toEqual([null, null]);
  expect(shares([search, gguf('a')], { cores: 2, memoryBytes: null })).toEqual(['cpu', 'cpu']);
});

test('models that do not fit into memory together are loaded each for its turn', () => {
  const two = [offerOf(webLlm, 3e9), offerOf(gguf('a'), 3e9)];
  expect(sharedBy([...two, offerOf(search)], large)).toEqual(['memory', 'memory', null]);
  expect(sharedBy(two, { cores: 8, memoryBytes: null })).toEqual([null, null]);
  expect(fitTogether([offerOf(gguf('a'), 9e9)], large)).toBe(true);
  expect(fitTogether([offerOf(gguf('a'), 3e9), offerOf(server('a'), 9e9)], large)).toBe(true);
});

test('a base and the same base with an adapter are in memory once', () => {
  expect(isTunedOf(tuned, gguf('a'))).toBe(true);
  expect([isTunedOf(tuned, gguf('b')), isTunedOf(tuned, gguf('a', 'gpu'))]).toEqual([false, false]);
  expect([isTunedOf(gguf('a'), tuned), isTunedOf(tuned, tuned)]).toEqual([false, false]);
  expect(fitTogether([offerOf(gguf('a'), 3e9), offerOf(tuned, 3e9)], large)).toBe(true);
});

test('a turn begins when the one before it has ended, and others do not wait for it', async () => {
  const turns = new SharedTurns();
  const order: string[] = [];
  const endFirst = await turns.take('cpu');
  const second = turns.take('cpu').then((end) => {
    order.push('second');
    return end;
  });
  const third = turns.take('cpu').then(() => order.push('third'));
  (await turns.take('gpu'))();
  (await turns.take(null))();
  expect(order).toEqual([]);
  endFirst();
  const endSecond = await second;
  expect(order).toEqual(['second']);
  endSecond();
  await third;
  expect(order).toEqual(['second', 'third']);
});
