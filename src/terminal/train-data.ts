/**
 * npm run train-data: writes a set's training and validation tasks as rows for fine-tuning a model
 * elsewhere, with the script that does it.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type {} from '../headless.ts';
import { trainingFiles } from '../evaluation/training/training-files.ts';
import {
  type TrainingFormat,
  trainingFormats,
  trainingRows,
} from '../evaluation/training/training-rows.ts';
import { atOnce } from '../platform/in-turns.ts';
import type { PythonReader } from '../tasks/python-reader.ts';
import type { KnownTaskSet } from '../tasks/known-task-set.ts';
import { mbpp } from '../tasks/sets/mbpp.ts';
import { sha256 } from '../tasks/sha256.ts';
import { taskSetOf } from '../tasks/task-sets.ts';
import { terminalTexts, trainDataUsage } from '../texts/terminal-texts.ts';
import { trainingFaultText, trainingMadeText, trainingReadme } from '../texts/training-texts.ts';
import { madeWith } from '../app/evaluation/environment/made-with.ts';
import { endedBy } from './command-end.ts';
import { InputFault, readBytes, readTasksOf } from './input.ts';
import { exists } from './log-file.ts';
import { openSite, type OpenSite } from './site.ts';

interface Options {
  readonly set: KnownTaskSet;
  readonly tasks: string;
  readonly format: TrainingFormat;
  readonly out: string;
  readonly areSharedKept: boolean;
}

/** The exit code. Tests give a page that is open already. */
export async function main(
  args: readonly string[],
  open: () => Promise<OpenSite> = () => openSite('headless.html'),
): Promise<number> {
  let out = '';
  try {
    const options = readOptions(args);
    out = options.out;
    await makeData(options, open);
    return 0;
  } catch (error) {
    return endedBy(error, { out, resume: null });
  }
}

async function makeData(options: Options, open: () => Promise<OpenSite>): Promise<void> {
  const { set, format, out, areSharedKept } = options;
  const tasks = await readTasksOf(set.id, options.tasks);
  const reading =
    format === 'chat'
      ? await withPython(open, (reader) =>
          trainingRows(tasks, { format, areSharedKept }, reader, steps),
        )
      : await trainingRows(tasks, { format, areSharedKept }, namesNothing, steps);
  if (reading.kind === 'fault') throw new InputFault(trainingFaultText(reading.fault));
  const hash = await sha256(await readBytes(options.tasks));
  const files = await trainingFiles(reading, (facts) => trainingReadme(set, hash, madeWith, facts));
  const paths = files.map(({ name }) => join(out, name));
  for (const path of paths) {
    if (await exists(path)) throw new InputFault(terminalTexts.exists(path));
  }
  await mkdir(out, { recursive: true }).catch(() => {
    throw new InputFault(terminalTexts.unwritable(out));
  });
  for (const [at, { text }] of files.entries()) await writeFile(paths[at] ?? '', text);
  console.log(trainingMadeText(reading));
  console.log(terminalTexts.trainingIn(out));
}

/** What is looked at for a few-shot prompt, which names no function. */
const namesNothing = { readTests: async () => [] };

async function withPython<Result>(
  open: () => Promise<OpenSite>,
  use: (reader: Pick<PythonReader, 'readTests'>) => Promise<Result>,
): Promise<Result> {
  const site = await open();
  try {
    await site.page.evaluate(() => window.synthpad.start(1));
    return await use({
      readTests: (tests, referenceCode) =>
        site.page.evaluate(([all, code]) => window.synthpad.readTests(all, code), [
          tests,
          referenceCode,
        ] as const),
    });
  } finally {
    await site.close();
  }
}

/** Nobody waits for this thread. */
async function steps<Result>(work: Generator<void, Result>): Promise<Result> {
  return atOnce(work);
}

function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const options = { set: text, tasks: text, format: text, out: text } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options & KeepShared }>>['values'];
  try {
    values = parseArgs({ args: [...args], options: { ...options, ...keepShared } }).values;
  } catch (error) {
    throw refused(String(error));
  }
  const { tasks, out } = values;
  if (!tasks || !out) throw refused(terminalTexts.needsTraining);
  const format = trainingFormats.find((each) => each === (values.format ?? 'paper'));
  if (!format) throw refused(terminalTexts.notTrainingFormat(values.format ?? ''));
  const set = taskSetOf(values.set ?? mbpp.id);
  if (!set) throw refused(terminalTexts.notTrainingSet(values.set ?? ''));
  return { set, tasks, format, out, areSharedKept: values['keep-shared'] ?? false };
}

const keepShared = { 'keep-shared': { type: 'boolean' } } as const;

type KeepShared = typeof keepShared;

function refused(fault: string): InputFault {
  return new InputFault(terminalTexts.withUsage(fault, trainDataUsage));
}
