/** The prompt as a person changes it, hints, and what of them stays with its task. */

import { expect, test } from 'vitest';
import { openDesk, settled } from './desks.ts';

test('what a person changes in the prompt is sent, until the style changes', async () => {
  const { promptState } = await openDesk();
  promptState.edit(1, 'Only this.');
  expect(promptState.request()?.prompt).toMatchObject({
    kind: 'chat',
    messages: [{ role: 'system' }, { role: 'user', content: 'Only this.' }],
  });
  promptState.change({ style: 'paper' });
  expect([promptState.isEdited, promptState.request()?.prompt.kind]).toEqual([false, 'completion']);
  expect(promptState.request()?.sampling.stop).toEqual(['[DONE]']);
  expect(promptState.examples.map((task) => task.id)).toEqual(['2']);
});

test('a model may think for as long as was chosen, and not where a link of before says nothing', async () => {
  const { promptState, bar } = await openDesk();
  const thinking = () => promptState.request()?.sampling.thinkingTokens;
  expect(thinking()).toBe(undefined);
  promptState.change({ thinks: true, thinkingTokens: 64 });
  expect(thinking()).toBe(64);
  const sampling = { temperature: 1, topP: 1, maxTokens: 64, seed: 9, stop: [] };
  promptState.recall({ kind: 'completion', text: 'From before.' }, sampling);
  expect(thinking()).toBe(undefined);
  promptState.recall(
    { kind: 'completion', text: 'From afar.' },
    { ...sampling, thinkingTokens: 32 },
  );
  expect(thinking()).toBe(32);
  bar.go('#/starter/2');
  expect(thinking()).toBe(64);
});

test('an edited prompt is there again after another task or style, until it is reset', async () => {
  const { promptState, bar } = await openDesk();
  const content = () => promptState.parts.map((part) => part.content);
  const original = content();
  promptState.edit(1, 'Only this.');
  bar.go('#/starter/2');
  expect(promptState.isEdited).toBe(false);
  promptState.change({ style: 'paper' });
  promptState.edit(0, 'Lower it.');
  bar.go('#/starter/1');
  expect(promptState.isEdited).toBe(false);
  promptState.change({ style: 'instruction' });
  expect(content()[1]).toBe('Only this.');
  bar.go('#/starter/2');
  expect(promptState.isEdited).toBe(false);
  promptState.change({ style: 'paper' });
  expect(content()).toEqual(['Lower it.']);
  promptState.change({ style: 'instruction' });
  bar.go('#/starter/1');
  promptState.reset();
  bar.go('#/starter/2');
  bar.go('#/starter/1');
  await settled();
  expect([promptState.isEdited, content()]).toEqual([false, original]);
});

test('an edit of a prompt that a link brought stays with its task, settings and all', async () => {
  const { promptState, bar } = await openDesk();
  const sampling = { temperature: 1, topP: 1, maxTokens: 64, seed: 9, stop: [] };
  promptState.recall({ kind: 'completion', text: 'From afar.' }, sampling);
  bar.go('#/starter/2');
  expect(promptState.choices.style).toBe('instruction');
  bar.go('#/starter/1');
  expect(promptState.isEdited).toBe(false);
  promptState.recall({ kind: 'completion', text: 'From afar.' }, sampling);
  promptState.edit(0, 'From afar, and mine.');
  bar.go('#/starter/2');
  bar.go('#/starter/1');
  expect(promptState.request()).toMatchObject({
    prompt: { kind: 'completion', text: 'From afar, and mine.' },
    sampling: { seed: 9 },
  });
  promptState.change({ seed: 10 });
  bar.go('#/starter/2');
  bar.go('#/starter/1');
  expect(promptState.request()?.sampling.seed).toBe(10);
});

test('a hint half typed stays with its task', async () => {
  const { attemptSession, bar } = await openDesk();
  const { dialog } = attemptSession;
  dialog.draft = 'Add one';
  bar.go('#/starter/2');
  expect(dialog.draft).toBe('');
  dialog.draft = 'Take one';
  bar.go('#/starter/1');
  expect(dialog.draft).toBe('Add one');
  attemptSession.forget();
  expect(dialog.draft).toBe('');
});
