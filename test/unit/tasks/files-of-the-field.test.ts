/** Files of tasks as other tools write them, each a small one of this file's own. */

import { expect, test } from 'vitest';
import { wholeText } from '../../../src/platform/file-text.ts';
import { otherRows } from '../../../src/tasks/rows/other-rows.ts';
import { readTaskFile, readTaskFileInTurns } from '../../../src/tasks/task-file.ts';

const row = {
  task_id: 2,
  text: 'Double.',
  code: 'def double(x):\n    return 2 * x',
  test_list: ['assert double(1) == 2', 'assert double("a") == "aa"'],
};
const line = JSON.stringify(row);
const edited = {
  ...{ task_id: 2, prompt: row.text, code: row.code },
  ...{ test_imports: [], test_list: row.test_list },
};
const csvCell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const pythonList = `['assert double(1) == 2', 'assert double("a") == "aa"']`;
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));

test.for<[string, string | Uint8Array<ArrayBuffer>]>([
  ['a line', line],
  [
    'null in optional fields',
    JSON.stringify({ ...row, test_setup_code: null, challenge_test_list: null }),
  ],
  ['null imports', JSON.stringify({ ...edited, test_imports: null })],
  ['rows of Hugging Face', JSON.stringify({ features: [], rows: [{ row_idx: 0, row }] })],
  [
    'rows of Hugging Face over several lines',
    JSON.stringify({ features: [], rows: [{ row_idx: 0, row: edited }] }, null, 2),
  ],
  ['lines of Hugging Face', `${JSON.stringify({ row_idx: 0, row })}\n`],
  ['NaN and Infinity', line.replace('}', ', "score": NaN, "worst": -Infinity}')],
  ['UTF-16', utf16(`${line}\n`)],
  ['an object over several lines', JSON.stringify(row, null, 2)],
  ['a list over several lines', JSON.stringify([row], null, 2)],
  [
    'CSV with lists of JSON',
    `task_id,text,code,test_list\r\n2,${row.text},${csvCell(row.code)},${csvCell(JSON.stringify(row.test_list))}\r\n`,
  ],
  [
    'CSV with lists of Python',
    `task_id;prompt;code;test_imports;test_list\n2;${row.text};${csvCell(row.code)};[];${csvCell(pythonList)}\n`,
  ],
  [
    'CSV with lists of NumPy',
    `task_id,text,code,test_list\n2,${row.text},${csvCell(row.code)},${csvCell(pythonList.replace(', ', '\n '))}\n`,
  ],
  [
    'CSV with a line for each test',
    `task_id\ttext\tcode\ttest_list\n2\t${row.text}\t${csvCell(row.code)}\t${csvCell(row.test_list.join('\n'))}\n`,
  ],
])('%s', async ([, content]) => {
  const text = await wholeText(new Blob([content]), 1e6);
  const reading = await readTaskFileInTurns(text, 'own-0123456789abcdef');
  expect(readTaskFile(text, 'own-0123456789abcdef', otherRows)).toEqual(reading);
  expect(reading).toMatchObject({ kind: 'tasks', faults: [] });
  expect(reading.kind === 'tasks' && reading.tasks).toEqual([
    {
      ...{ source: 'own-0123456789abcdef', id: '2', text: row.text },
      ...{ referenceCode: row.code, setupCode: '', tests: row.test_list, challengeTests: [] },
    },
  ]);
});

test('objects that follow one another, each over several lines', async () => {
  const text = [2, 3].map((task_id) => JSON.stringify({ ...row, task_id }, null, 2)).join('\n');
  expect(await readTaskFileInTurns(text, 'own-0123456789abcdef')).toMatchObject({
    ...{ kind: 'tasks', faults: [] },
    tasks: [{ id: '2' }, { id: '3' }],
  });
});

test('scripts of hidden tests are counted, and tests that need NumPy named', async () => {
  const script = 'import numpy as np\nfor each in [1]:\n    assert double(each) == 2 * each';
  const mbppPlus = JSON.stringify({ ...edited, test: script });
  expect(await readTaskFileInTurns(`${mbppPlus}\n${line}`, 'own-0123456789abcdef')).toMatchObject({
    faults: [{ fault: { kind: 'duplicate-id' } }],
    unreadScripts: 1,
  });
  const humanEvalPlus = JSON.stringify({
    ...{ task_id: 'HumanEval/0', prompt: 'def double(x):\n    """Double."""\n' },
    ...{ entry_point: 'double', canonical_solution: '    return 2 * x\n' },
    test: 'import numpy as np\n\ndef check(candidate):\n    assert candidate(1) == 2\n',
  });
  expect(await readTaskFileInTurns(humanEvalPlus, 'own-0123456789abcdef')).toMatchObject({
    fault: { kind: 'no-task', first: { fault: { kind: 'needs-numpy' } } },
  });
});
