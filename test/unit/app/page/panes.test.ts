/** What was stored of the panes may be of another version, or nothing that a pane could be. */
import { expect, test } from 'vitest';
import { paneLimits, Panes } from '../../../../src/app/page/panes.svelte.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

const { list, problem } = paneLimits;

test.each([
  ['nothing', undefined, [list.usual, problem.usual]],
  ['no record', 'wide', [list.usual, problem.usual]],
  ['a list', [20, 30], [list.usual, problem.usual]],
  ['no numbers', { list: '20', problem: null }, [list.usual, problem.usual]],
  ['no number that could be', { list: NaN, problem: Infinity }, [list.usual, problem.usual]],
  ['more and less than there may be', { list: 900, problem: -1 }, [list.most, problem.least]],
  ['one of them', { list: 20, other: 7 }, [20, problem.usual]],
])('%s is stored', async (_name, stored, sizes) => {
  const settings = keptInMemory();
  await settings.keepSetting('panes', stored);
  const panes = new Panes(settings);
  await panes.restore();
  expect([panes.sizeOf('list'), panes.sizeOf('problem')]).toEqual(sizes);
});
