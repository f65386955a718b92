/** A tiny model for llama.cpp, and loading it from a file of the person. */

import type {
  Generation,
  LoadedModel,
  Prompt,
  Sampling,
} from '../../../../src/synthesis/engine.ts';
import { LlamaCppEngine } from '../../../../src/synthesis/llama-cpp/llama-cpp-engine.ts';
import { misbehavingServer } from '../../../support/misbehaving-server-address.ts';

export const never = new AbortController().signal;

export const server = misbehavingServer();

export const brief = {
  text: 'Write a function to add two numbers.',
  functionName: 'add',
  shownTests: ['assert add(1, 2) == 3', 'assert add(2, 2) == 4', 'assert add(0, 0) == 0'],
  setupCode: '',
};

export const firstAdd = '```python\ndef add(a, b):\n    return a + b\n```\n';

export const secondAdd =
  '```python\ndef add(a, b):\n    # the other way round\n    return b + a\n```\n';

export const halve = 'def halve(n):\n    return n // 2\n[DONE]\nwhat comes after the end\n';

const manyLines = Array.from({ length: 1500 }, (_, line) => `# line ${line}\n`).join('');

export const replies = [
  { functionName: 'add', reply: firstAdd },
  { functionName: 'add', reply: secondAdd },
  { functionName: 'halve', reply: halve },
  { functionName: 'count', reply: manyLines },
];

export function fileOf(bytes: Uint8Array<ArrayBuffer>, name = 'tiny.gguf') {
  return { kind: 'file' as const, file: new File([bytes], name) };
}

export function load(bytes: Uint8Array<ArrayBuffer>): Promise<LoadedModel> {
  return new LlamaCppEngine().load(fileOf(bytes), { signal: never, onProgress: () => {} });
}

export function generate(
  model: LoadedModel,
  prompt: Prompt,
  sampling: Partial<Sampling> = {},
  options: { signal?: AbortSignal; onText?: (piece: string) => void } = {},
): Promise<Generation> {
  return model.generate(
    {
      brief,
      prompt,
      sampling: { temperature: 0, topP: 1, maxTokens: 200, seed: 1, stop: [], ...sampling },
    },
    { signal: options.signal ?? never, onText: options.onText ?? (() => {}) },
  );
}

export const text = (text: string): Prompt => ({ kind: 'completion', text });
