/** Tables of tasks and samples for spreadsheets. */

import { describe, expect, test } from 'vitest';
import { csvLine } from '../../../../src/evaluation/formats/csv.ts';
import { samplesCsv, tasksCsv } from '../../../../src/evaluation/formats/csv-files.ts';
import { textOf } from '../../../../src/evaluation/formats/json-lines.ts';
import { run, samples, store } from '../../../support/exported-samples.ts';
import { FixedRunStore } from '../../../support/fixed-run-store.ts';
import { sampleOf } from '../../../support/made-up-runs.ts';

test('no cell of a table is a formula', () => {
  expect(csvLine(['=1+1', '+1', '-x', '@a', 'a=1', -1, 'a,b'])).toBe(
    `'=1+1,'+1,'-x,'@a,a=1,-1,"a,b"\r\n`,
  );
});

describe('CSV', () => {
  /** RFC 4180, as records of the header's names. */
  function records(text: string): Record<string, string>[] {
    const [header = [], ...lines] = [...text.matchAll(/(?:[^\r\n"]|"(?:[^"]|"")*")+\r\n/g)].map(
      ([line]) =>
        [...line.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
        ),
    );
    return lines.map((cells) =>
      Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])),
    );
  }

  test('has a line for every sample, with what is unknown left empty', async () => {
    const found = records(await textOf(samplesCsv(store, run)));
    expect(found).toHaveLength(samples.length);
    expect(found[1]).toEqual({
      ...{ marks: '', failed_before: '', time_limit_ms: '' },
      ...{ task: '2', sample: '1', seed: '1', made_at: '2026-11-25T12:00:00.000Z' },
      ...{
        status: 'failed-assertion',
        not_isolated: 'false',
        paper_class: 'failed assertion',
        tests_passed: '1',
      },
      ...{ tests: '4', extraction: 'as-given', failure: '', finish: 'stop' },
      ...{ reference_lines: '4', reference_lines_in_program: '1' },
      ...{ prompt_tokens: '100', reply_tokens: '20', generate_ms: '1000', check_ms: '12.3' },
      ...{ thought_tokens: '', thought_characters: '' },
    });
    expect(found[4]).toMatchObject({ status: '', failure: 'out-of-memory', finish: '', tests: '' });
  });

  test('has a line for every task of the run, with counts that add up', async () => {
    const found = records(await textOf(tasksCsv(store, run)));
    expect(found.map(({ task, n, c, pass_rate }) => [task, n, c, pass_rate])).toEqual([
      ['2', '3', '1', String(1 / 3)],
      ['3', '1', '0', '0'],
      ['4', '0', '0', ''],
      ['5', '0', '0', ''],
    ]);
    expect(found[1]).toMatchObject({ timeout: '1', 'sandbox-fault': '1', failed: '1' });
    expect(found[3]).toMatchObject({ not_checked: '1', failed: '0' });
  });

  test('tells prompts that are too long from other failures', async () => {
    const counting = { ...run, countsPromptsTooLong: true } as const;
    const tooLong = { kind: 'prompt-too-long', limitTokens: 512 } as const;
    const more = sampleOf('a', '4', 0, '', { reply: null, extraction: null, failure: tooLong });
    const all = new FixedRunStore(counting, [], [...samples, more]);
    const found = records(await textOf(tasksCsv(all, counting)));
    expect(found[1]).toMatchObject({ n: '1', failed: '1', prompt_too_long: '0' });
    expect(found[2]).toMatchObject({ n: '1', c: '0', failed: '1', prompt_too_long: '1' });
  });
});
