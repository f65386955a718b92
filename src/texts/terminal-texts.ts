/** Texts of the commands: their options, what they print, and why they refuse an input. */

import { extractionWays } from '../synthesis/extraction-way.ts';
import { trainingFormats } from '../evaluation/training/training-rows.ts';
import type { Proportion } from '../evaluation/statistics/proportion.ts';
import { taskSets } from '../tasks/task-sets.ts';
import { count, listed } from './format.ts';

const trainableSets = taskSets.filter((set) => set.exampleIds && set.splitOf).map(({ id }) => id);

export const evaluateUsage = `Usage: npm run evaluate -- --plan FILE --out FILE [--tasks FILE] [--model FILE]
                           [--adapter FILE] [--shard I/N] [--resume] [--retry-failed] [--workers N]
                           [--key-env NAME] [--profile FOLDER] [--cache FOLDER | --no-cache]

  --plan          a plan exported from the page
  --out           the log of the run; samples are appended as they finish
  --tasks         the plan's task set, as published (not needed for the starter tasks)
  --model         the GGUF file, if the plan names one
  --adapter       the GGUF file of the LoRA adapter, if the plan names one
  --shard         only the I-th of N parts of the tasks
  --resume        continues the log in --out where it ends
  --retry-failed  with --resume: repeats samples with a generation error
  --workers       programs checked in parallel (default: as many as the machine can use)
  --key-env       the environment variable with the API key of the plan's server
  --profile       keeps downloaded models in a folder for the next shard or --resume; one command
                  at a time
  --cache         keeps the expected values of hidden inputs in a folder for the next command
                  (default: synthpad/expected-values in this system's cache folder)
  --no-cache      keeps none, and computes them again
`;

export const gradeUsage = `Usage: npm run grade -- --tasks FILE --samples FILE --out FILE [--extract WAY]
                        [--predict output|input] [--lists PART] [--resume | --force] [--limit-ms N]
                        [--workers N] [--cache FOLDER | --no-cache]

  --tasks     a task set as published, such as MBPP, HumanEval or MBPP+; may be gzip
  --samples   one {"task_id", "completion"} or {"task_id", "solution"} per line, or bigcode's
              generations.json in the order of the tasks, or CRUXEval's by task ID; may be gzip
  --out       where to write one verdict per sample, as JSON Lines
  --extract   given: each completion is a program, or goes on with the task's code (default)
              reply: finds the program in a model's reply
              paper: the text up to [DONE], unchanged, as in the MBPP paper
              lm-eval-instruct, evalplus, bigcode: as that harness does
  --predict   of tasks that ask for a prediction, such as CRUXEval's: output (default) or input
  --lists     the tasks of a list without IDs: length (default: as many as it has entries), all,
              prompt, test, validation or train
  --resume    continues the verdicts in --out where they end
  --force     replaces --out, and grades completions that seem to be of another task set
  --limit-ms  time limit per program (default: 10000, more where the reference needs it)
  --workers   programs checked in parallel (default: as many as the machine can use)
  --cache     keeps the expected values of hidden inputs in a folder for the next command
              (default: synthpad/expected-values in this system's cache folder)
  --no-cache  keeps none, and computes them again
`;

export const mergeUsage = `Usage: npm run merge -- --out FILE LOG...

  --out  where to write the log of the whole run
  LOG    the logs of its shards, as npm run evaluate wrote them, in any order
`;

export const trainDataUsage = `Usage: npm run train-data -- --tasks FILE --out FOLDER [--set mbpp]
                            [--format paper|chat] [--keep-shared]

  --tasks        the task set as published
  --out          the folder for the rows, the training script, the notebook and a README
  --set          which set it is: ${trainableSets.join(' or ')} (default: mbpp)
  --format       paper: the few-shot prompt, for any model (default)
                 chat: the instruction, for chat models
  --keep-shared  keeps tasks that share a text, a test or a reference with a test task
`;

export const terminalTexts = {
  withUsage: (fault: string, usage: string) => `${fault}\n\n${usage}`,
  fileFault: (path: string, fault: string) => `${path}: ${fault}`,
  rowFault: (path: string, fault: string) => `${path}, ${fault}`,
  needsPlan: '--plan and --out are required.',
  needsSamples: '--tasks, --samples and --out are required.',
  needsLogs: '--out and at least one log are required.',
  notPositive: (option: string, value: string) =>
    `${option} must be a whole number above 0, not ${value}.`,
  notExtraction: (value: string) =>
    `--extract must be one of ${listed(extractionWays)}, not ${value}.`,
  notPrediction: (value: string) => `--predict must be output or input, not ${value}.`,
  notShard: (value: string) =>
    `--shard must look like 2/5, the second of five parts, not ${value}.`,

  needsTraining: '--tasks and --out are required.',
  notTrainingFormat: (value: string) =>
    `--format must be ${trainingFormats.join(' or ')}, not ${value}.`,
  notTrainingSet: (value: string) => `--set must be ${trainableSets.join(' or ')}, not ${value}.`,
  trainingIn: (folder: string) => `All files are in ${folder}; its README.md says how to train.`,

  unreadable: (path: string) => `Cannot read ${path}. Check the path.`,
  unwritable: (path: string) => `Cannot write ${path}. Check that its folder exists.`,
  damagedGzip: (path: string) => `${path} is damaged: it is gzip, but cannot be decompressed.`,
  packedLog: (path: string) =>
    `${path} is compressed and cannot be continued. Unpack it with gunzip and continue that log.`,
  exists: (path: string) => `${path} already exists. Name another file.`,
  existsForce: (path: string) =>
    `${path} already exists. Add --resume to continue it, --force to replace it, or name another file.`,
  swapped: (tasks: string, samples: string) =>
    `${tasks} is a file of completions and ${samples} a file of tasks: --tasks and --samples are swapped.`,
  tasksTwice: (samples: string) =>
    `${samples} is a file of tasks. Give the completions with --samples.`,
  forceToGrade: 'To grade them anyway, add --force.',
  otherVerdicts: (path: string, line: number) =>
    `Line ${line} of ${path} is not the verdict of these samples, so it cannot be continued. Name another file.`,
  notOrder: (value: string) =>
    `--lists must be length, all, prompt, test, validation or train, not ${value}.`,
  diskFull: (path: string) => `The disk is full: ${path} cannot grow. Make room.`,
  cannotGoOn: (path: string) => `Writing to ${path} failed. Check its disk.`,
  browserEnded: 'The browser ended before the command was done.',
  stopped: 'Stopped.',
  existsResume: (path: string) =>
    `${path} already exists. Add --resume to continue it, or name another file.`,
  otherPlan: (path: string) => `${path} belongs to another plan. Name another file.`,
  otherShard: (path: string) => `${path} belongs to another shard. Name another file.`,
  lacksShards: (path: string) =>
    `${path} was merged without all shards, so it cannot be continued. Finish the missing shards, and merge them with it.`,
  otherHidden: (path: string) =>
    `${path} was not checked with the hidden inputs of this task file: its samples would be judged in two ways. Give the task file it was begun with, or name another log.`,
  lostTask: (path: string, task: string) =>
    `${path} has lost the line of task ${task}, so it cannot be continued. Restore that line, or name another file.`,
  otherTasks: (path: string) =>
    `${path} is not the file the plan was made for: its tasks are different.`,

  importedPlan: (plan: string) =>
    `${plan} is a plan of imported completions. Use npm run grade to check those.`,
  needsModel: (plan: string, model: string) =>
    `${plan} needs the model ${model}. Give its path with --model.`,
  needsAdapter: (plan: string, adapter: string) =>
    `${plan} needs the adapter ${adapter}. Give its path with --adapter.`,
  needsTasks: (set: string) => `The plan uses the task set ${set}. Give its file with --tasks.`,
  keyWithoutServer: (plan: string) =>
    `--key-env is only for plans with a server, and ${plan} has none.`,
  keyNotSet: (name: string) =>
    `The environment variable ${name}, named by --key-env, is not set. Put the server’s API key into it.`,
  emptyShard: 'There are fewer tasks than shards, so this shard is empty.',
  portInUse: (port: number, profile: string) =>
    `Port ${port} is in use, and the models in ${profile} belong to it. Wait for the other command with that profile, or name another folder with --profile.`,

  evaluated: (
    counts: { done: number; total: number; passed: number; failed: number },
    out: string,
  ) =>
    `${counts.done} of ${count(counts.total, 'sample')} in ${out}: ${counts.passed} passed, ${count(counts.failed, 'generation error')}`,
  passAtOne: 'pass@1',
  passAt: (k: number) => `pass@${k}`,
  /** `over`: which tasks, in words. */
  rate: (name: string, { value, low, high }: Proportion, over: string) =>
    `${name}  ${value.toFixed(4)} (95% interval ${low.toFixed(4)} to ${high.toFixed(4)}, ${over})`,
  noRate: (name: string) => `${name}  not known: no sample counts`,
  bounds: (samples: number, low: number, high: number) =>
    `pass@1 would be ${low.toFixed(4)} if ${samples === 1 ? 'the sample' : `the ${samples} samples`} not graded failed, ${high.toFixed(4)} if ${samples === 1 ? 'it' : 'they'} passed.`,
  passedSoFar: (passed: number) => `, ${passed} passed`,
  progress: (done: number, total: number, note: string) => `${done} of ${total}${note}`,
  resume: 'Continue with --resume.',
  retryFailed: 'Retry the failed samples with --resume --retry-failed.',

  /** As EvalPlus reports them: its base inputs alone, and all inputs. */
  base: '  base',
  plus: '  plus',
  cached: (folder: string) =>
    `Expected values of hidden inputs are kept in ${folder}. Turn this off with --no-cache.`,
  unknownTask: (samples: string, task: string, tasks: string) =>
    `${samples}: ${tasks} has no task ${task}.`,
  tooManyLists: (tasks: number) => `entry ${tasks + 1}: there are only ${count(tasks, 'task')}.`,
  ungraded: (samples: number) =>
    `Could not grade ${count(samples, 'sample')}: the sandbox failed twice, or not every expected value is known.`,
  graded: (samples: number, tasks: number, seconds: number) =>
    `${count(samples, 'sample')} of ${count(tasks, 'task')} in ${seconds.toFixed(1)} s`,
  withoutSamples: (tasks: number, total: number) =>
    `${total - tasks} of the ${count(total, 'task')} ${total - tasks === 1 ? 'has' : 'have'} no completion and ${total - tasks === 1 ? 'is' : 'are'} in no rate.`,

  merged: (samples: number, tasks: number, out: string) =>
    `${count(samples, 'sample')} of ${count(tasks, 'task')} in ${out}`,
  missingShard: (index: number, shards: number) => `Shard ${index}/${shards} is missing.`,
  missingSamples: (log: string, samples: number) =>
    `${log} lacks ${count(samples, 'sample')}. Finish it with --resume.`,
} as const;
