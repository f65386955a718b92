/** What is heard of a replay. */
import { expect, test } from 'vitest';
import type { RecordedPart } from '../../../src/app/replaying/recording/recording.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { finishedText } from '../../../src/texts/replay-texts.ts';

const task = { source: 'starter', id: '1', tests: [] } as unknown as Task;
const person = { author: { kind: 'person' } } as RecordedPart;
const model = { author: { kind: 'model', name: 'Tiny' } } as RecordedPart;

test('what is short is heard whole, and of what is long together the length of each', () => {
  const long = 'x = 1\n'.repeat(80);
  expect(finishedText([{ part: person, said: 'x = 1' }], task)).toBe('A person wrote: x = 1');
  expect(finishedText([{ part: person, said: long }], task)).toBe('A person wrote 80 lines.');
  expect(
    finishedText(
      [
        { part: model, said: 'x = 1' },
        { part: model, said: long },
      ],
      task,
    ),
  ).toBe('Tiny has finished: 1 line.\nTiny has finished: 80 lines.');
});
