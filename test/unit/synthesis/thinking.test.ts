/** How long a model may think, as each engine is told, and how much of a reply was thought. */

import { expect, test } from 'vitest';
import type { GenerationRequest, Prompt } from '../../../src/synthesis/engine.ts';
import { samplingParameters } from '../../../src/synthesis/llama-cpp/sampling.ts';
import { Chunks } from '../../../src/synthesis/server/chunks.ts';
import { questionOf } from '../../../src/synthesis/server/reply.ts';
import { mostTokensOf, ThoughtCounter } from '../../../src/synthesis/thinking.ts';
import { streamRequest } from '../../../src/synthesis/web-llm/request.ts';

const chat = { kind: 'chat', messages: [{ role: 'user', content: 'Add.' }] } as const;
const text: Prompt = { kind: 'completion', text: 'Add.' };

function asked(prompt: Prompt, thinkingTokens?: number): GenerationRequest {
  const sampling = { temperature: 0, topP: 1, maxTokens: 100, seed: 1, stop: [] };
  return {
    brief: { text: 'Add.', functionName: null, shownTests: [], setupCode: '' },
    prompt,
    sampling: { ...sampling, ...(thinkingTokens === undefined ? {} : { thinkingTokens }) },
  };
}

const begun: Prompt = {
  kind: 'chat',
  messages: [...chat.messages, { role: 'assistant', content: 'Here:\n' }],
};

test('thinking comes on top of the reply, and only in a chat whose reply is not begun', () => {
  const requests = [asked(chat), asked(chat, 30), asked(text, 30), asked(begun, 30)];
  expect(requests.map(mostTokensOf)).toEqual([100, 130, 100, 100]);
});

test('llama.cpp is told both limits, and counts what it says of each', () => {
  expect(samplingParameters(asked(chat, 30))).toMatchObject({
    ...{ max_tokens: 130, reasoning_budget_tokens: 30, timings_per_token: true },
  });
  for (const request of [asked(chat), asked(text, 30)]) {
    const parameters = samplingParameters(request);
    expect(parameters).toMatchObject({ max_tokens: 100, timings_per_token: false });
    expect(parameters).not.toHaveProperty('reasoning_budget_tokens');
  }
});

test('WebLLM takes one limit for both, and a switch where the model has one', () => {
  const sent = (request: GenerationRequest, model = 'Qwen3-1.7B-q4f16_1-MLC') =>
    streamRequest(request, model).request;
  expect(sent(asked(chat, 30))).toMatchObject({
    ...{ max_tokens: 130, extra_body: { enable_thinking: true } },
  });
  expect(sent(asked(chat))).toMatchObject({
    ...{ max_tokens: 100, extra_body: { enable_thinking: false } },
  });
  expect(sent(asked(chat, 30), 'Llama-3.2-1B-Instruct')).not.toHaveProperty('extra_body');
  expect(sent(asked(text, 30))).toMatchObject({ max_tokens: 100 });
});

test('a server is told in the words of llama.cpp and vLLM where it is to think, and else nothing', () => {
  expect(questionOf(asked(chat, 30), 'm').body).toMatchObject({
    ...{ max_tokens: 130, chat_template_kwargs: { enable_thinking: true } },
    ...{ thinking_budget_tokens: 30, thinking_token_budget: 30 },
  });
  for (const request of [asked(chat), asked(text, 30)]) {
    const { body } = questionOf(request, 'm');
    expect(body).toMatchObject({ max_tokens: 100 });
    expect(Object.keys(body).filter((name) => /thinking|kwargs/.test(name))).toEqual([]);
  }
});

test('a server’s own count of thought tokens is taken', () => {
  const chunks = new Chunks();
  chunks.read('{"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}');
  const details = '"completion_tokens_details":{"reasoning_tokens":7}';
  chunks.read(`{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,${details}}}`);
  expect(chunks.ending).toEqual({
    ...{ finish: 'stop', promptTokens: 3, replyTokens: 9, thoughtTokens: 7 },
  });
});

test.each([
  ['up to the end of the thought', ['<think>', 'so', '</think>', 'x = 1', 'y'], 3],
  ['also where the tag comes in pieces', ['<think>so</th', 'ink>', 'x = 1'], 2],
  ['also where the template opened it', ['so', '</think>', 'x = 1'], 2],
  ['all of a reply that ended in its thought', ['<think>', 'so', 'and'], 3],
  ['none of a reply without one', ['x', ' = ', '1 > 0'], undefined],
])('tokens of a thought are counted: %s', (_, pieces, expected) => {
  const counter = new ThoughtCounter();
  pieces.forEach((piece, at) => counter.push(piece, at + 1));
  expect(counter.tokensOf(pieces.length)).toBe(expected);
});

test('without a count of tokens nothing is said of them', () => {
  const counter = new ThoughtCounter();
  for (const piece of ['<think>', 'so', '</think>']) counter.push(piece, null);
  expect(counter.tokensOf(3)).toBe(undefined);
});
