import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hiddenSourceOf } from '../../../src/tasks/hidden-source.ts';
import { has, pathOf, tasksOf } from '../../support/published.ts';
import { createHash } from 'node:crypto';

test('the hash is of the rows, in their order', async () => {
  const kind = 'mbpp-plus' as const;
  const [one, two] = [
    { kind, row: '{"a":1}' },
    { kind, row: '{"a":2}' },
  ];
  const digest = createHash('sha256').update('{"a":1}\n{"a":2}\n').digest('hex');
  expect(await hiddenSourceOf([one, two])).toEqual({ version: null, sha256: digest });
  expect(await hiddenSourceOf([two, one])).not.toEqual({ version: null, sha256: digest });
});

test('of the published file it is the file’s own, and tells its version', async ({ skip }) => {
  if (!has('mbppPlus')) return skip('there is no copy of MBPP+ beside the repository');
  const sha256 = createHash('sha256')
    .update(readFileSync(pathOf('mbppPlus')))
    .digest('hex');
  const hidden = tasksOf('mbppPlus').flatMap((task) => task.hidden ?? []);
  expect(await hiddenSourceOf(hidden)).toEqual({ version: 'v0.1.0', sha256 });
});
