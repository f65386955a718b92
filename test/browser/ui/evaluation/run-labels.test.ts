/** What a person says of a run: what was typed stays until it is stored. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { RunLabels as Labels } from '../../../../src/evaluation/runs/run-labels.ts';
import RunLabels from '../../../../src/ui/evaluation/runs/RunLabels.svelte';
import { runOf } from '../../../support/made-up-runs.ts';

test('labels are kept in the form while the run is under way, or where they are not stored', async () => {
  const stored: Labels[] = [];
  const refused = async () => false;
  const screen = await render(RunLabels, { run: runOf('a', ['2']), onChange: refused });
  await screen.getByRole('button', { name: 'Name, tags and notes' }).click();
  const tags = screen.getByRole('textbox', { name: 'Tags' });
  await tags.fill('greedy');
  const save = screen.getByRole('button', { name: 'Save' });
  await save.click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('could not be stored');

  // It goes on meanwhile.
  await screen.rerender({ onChange: null });
  await expect.element(save).toBeDisabled();
  await expect.element(screen.getByRole('status')).toHaveTextContent('The run is under way.');
  await expect.element(tags).toHaveValue('greedy');

  const onChange = async (labels: Labels) => stored.push(labels) > 0;
  await screen.rerender({ onChange });
  await save.click();
  await expect.element(tags).not.toBeInTheDocument();
  expect(stored).toEqual([{ tags: ['greedy'] }]);
});
