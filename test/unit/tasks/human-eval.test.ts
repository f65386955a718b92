/** HumanEval's rows and those of HumanEval+: rows of our own, and the published file where it is. */

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { hiddenCheckOf } from '../../../src/tasks/rows/evalplus-row.ts';
import { humanEval } from '../../../src/tasks/sets/human-eval.ts';
import { sha256 } from '../../../src/tasks/sha256.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import { harnessIdOf } from '../../../src/tasks/task-sets.ts';

const prompt =
  'import math\n\n\ndef area(r: float) -> float:\n    """ The area of a disc.\n    >>> area(0)\n    0.0\n    """\n';
const row = {
  task_id: 'HumanEval/7',
  ...{ prompt, entry_point: 'area', canonical_solution: '    return math.pi * r * r\n' },
  test: "\n\nMETADATA = {'author': 'us'}\n\n\ndef check(candidate):\n    assert candidate(0) == 0\n\n",
};

function read(rows: readonly object[], source = humanEval.id) {
  const reading = readTaskFile(rows.map((each) => JSON.stringify(each)).join('\n'), source);
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  return reading;
}

test('a row is code to complete, with its check as one test', () => {
  expect(read([row])).toEqual({
    ...{ kind: 'tasks', faults: [] },
    tasks: [
      {
        ...{ source: 'human-eval', id: '7', functionName: 'area', codePrompt: prompt },
        text: 'The area of a disc.\n>>> area(0)\n0.0',
        referenceCode: `${prompt}    return math.pi * r * r\n`,
        setupCode: '',
        tests: [
          "METADATA = {'author': 'us'}\n\n\ndef check(candidate):\n    assert candidate(0) == 0\n\ncheck(area)",
        ],
        challengeTests: [],
      },
    ],
  });
});

test.each([
  ['no test', { ...row, test: undefined }, 'missing-field'],
  ['a prompt that is no text', { ...row, prompt: 7 }, 'wrong-type'],
  ['no id', { ...row, task_id: 'HumanEval/' }, 'empty-id'],
])('a row with %s is named', (_, faulty, fault) => {
  // In a file of its own nobody could tell what it was meant to be.
  expect(read([row, faulty]).faults.map((each) => each.fault.kind)).toEqual([fault]);
});

test('HumanEval+ has hidden inputs, and is told apart from MBPP+', () => {
  const plus = { ...row, base_input: [[0]], plus_input: [[1], [2.5]], atol: 1e-6, contract: '' };
  const mbppPlus = {
    ...{ task_id: 'Mbpp/7', prompt: '"""\nThe area.\n"""\n', entry_point: 'area', atol: 0 },
    ...{ canonical_solution: '\ndef area(r):\n    return r\n', base_input: [[1]], plus_input: [] },
    assertion: 'assert area(1) == 1',
  };
  const { tasks } = read([plus], 'own-0123456789abcdef');
  expect(tasks).toMatchObject([
    { id: '7', idPrefix: 'HumanEval', codePrompt: prompt, hidden: { kind: 'human-eval-plus' } },
  ]);
  expect(tasks.map((task) => hiddenCheckOf(task)?.functionName)).toEqual(['area']);
  expect(tasks.map(harnessIdOf)).toEqual(['HumanEval/7']);
  const [other] = read([mbppPlus], 'own-0123456789abcdef').tasks;
  expect([other?.hidden?.kind, other?.codePrompt]).toEqual(['mbpp-plus', undefined]);
});

const copy = '../shared/data/humaneval/HumanEval.jsonl.gz';

test.skipIf(!existsSync(copy))('the published file loads whole', async () => {
  const bytes = readFileSync(copy);
  const { sizeBytes, sha256: hash } = humanEval.origin;
  expect([bytes.length, await sha256(new Uint8Array(bytes))]).toEqual([sizeBytes, hash]);
  const reading = readTaskFile(gunzipSync(bytes).toString('utf8'), humanEval.id);
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  expect([reading.tasks.length, reading.faults]).toEqual([164, []]);
  for (const { text, codePrompt, functionName, tests } of reading.tasks) {
    expect(codePrompt).toContain(`def ${functionName}(`);
    expect(text).not.toMatch(/def |"""|'''/);
    expect(tests[0]).toMatch(new RegExp(`def check\\([^]*\\n\\ncheck\\(${functionName}\\)$`));
  }
});
