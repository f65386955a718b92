/** Files that are dropped on the evaluation: told apart by how they begin. */

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { kindOfFile } from '../../../../src/evaluation/formats/arriving-file.ts';
import { runLine, sampleLine } from '../../../../src/evaluation/log/run-log.ts';
import { studyFormat } from '../../../../src/evaluation/studies/study-file.ts';
import { planOf, runOf, sampleOf } from '../../../support/plans.ts';

const taskIds = Array.from({ length: 40_000 }, (_, at) => String(at));
const log = runLine(runOf({ taskIds })) + sampleLine(sampleOf());
const mention = JSON.stringify({ task_id: 2, completion: '# "samplesPerTask" is no field here' });

const study = `${JSON.stringify({ kind: 'study', format: studyFormat, study: { samplesPerTask: 1, plan: planOf() } })}\n`;

const task = JSON.stringify({ text: 'A row has "completion": "pass".', test_list: [] });

test.each([
  ['a log, however long its first line', 'run.jsonl', log, 'log'],
  ['a plan as the page saves it', 'plan.json', JSON.stringify(planOf(), null, 2), 'plan'],
  ['a plan in one line', 'x.txt', `\uFEFF${JSON.stringify(planOf())}`, 'plan'],
  ['a study, whose runs have plans and logs', 'study.jsonl', study + log, 'study'],
  ['samples', 'samples.jsonl', '{"task_id": 2, "completion": "pass"}\n', 'completions'],
  ['samples that speak of plans', 'samples.jsonl', mention, 'completions'],
  ['generations', 'generations.json', '[["pass"]]', 'completions'],
  ['generations by id', 'generations.json', '{"sample_0": ["[1]"]}', 'completions'],
  ['functions to predict', 'x.jsonl', '{"code": "", "input": "1", "output": "1"}', 'tasks'],
  ['tasks', 'tasks.jsonl', '{"task_id": 2, "text": "It.", "test_list": []}\n', 'tasks'],
  ['tasks in an array', 'tasks.json', '[\n {"entry_point": "f", "test": ""}]', 'tasks'],
  ['a table of tasks', 't.csv', 'task_id,text,test_list\n2,It.,assert f()\n', 'tasks'],
  [
    "tasks of Hugging Face's viewer",
    'rows.json',
    '{"features": [{"name": "canonical_solution"}], "rows": [{"row": {"entry_point": "f", "test": ""}}]}',
    'tasks',
  ],
  ['samples with their tasks', 'x.jsonl', '{"test_list": [], "solution": "pass"}', 'completions'],
  ['a task that speaks of samples', 'x.jsonl', task, 'tasks'],
  ['nothing', 'empty.jsonl', '', 'other'],
  ['something else', 'x.json', '{"name": "synthpad"}', 'other'],
  [
    'samples of lm-evaluation-harness',
    's.jsonl',
    '{"doc": {"task_id": 2, "test_list": []}, "resps": [["x"]]}',
    'completions',
  ],
  [
    'results of a batch',
    's.jsonl',
    '{"custom_id": "2", "response": {"body": {"output": []}}}',
    'completions',
  ],
  ['a table of completions', 's.csv', 'task_id,completion\n2,x\n', 'completions'],
  ['a model', 'tiny.GGUF', 'GGUF\0', 'model'],
] as const)('%s', async (_, name, text, kind) => {
  expect(await kindOfFile(new File([text], name))).toBe(kind);
  expect(await kindOfFile(new File([gzipSync(text)], `packed-${name}`))).toBe(kind);
});

test('what is no text at all', async () => {
  expect(await kindOfFile(new File([new Uint8Array([255, 253, 0, 1])], 'x.jsonl'))).toBe(
    'unreadable',
  );
  const damaged = gzipSync(log).subarray(0, 30);
  expect(await kindOfFile(new File([damaged], 'x.jsonl.gz'))).toBe('unreadable');
});
