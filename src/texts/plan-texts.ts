/** The plan of a run as rows of terms and values: its model, tasks, prompt and checking. */

import {
  canBeginReply,
  extractionOf,
  samplingOf,
  type Plan,
  type PlannedAsk,
} from '../evaluation/plans/plan.ts';
import type { Run } from '../evaluation/runs/run.ts';
import type { RanOn } from '../synthesis/engine.ts';
import { extractionWayFact } from './extraction-texts.ts';
import { bytes, count, dateText, duration, grouped, listed } from './format.ts';
import { planAskTexts } from './plan-form-texts.ts';
import { sourceName } from './task-texts.ts';

type Rows = readonly (readonly [term: string, value: string])[];

export function planRows(run: Run): Rows {
  const { plan } = run;
  return [
    ...(run.modelName === null ? [] : [['Model', run.modelName] as const]),
    ['Tasks', `${grouped(run.taskIds.length)} of ${sourceName(plan.tasks.source)}`],
    ['Samples', samplesText(plan)],
    ...(plan.asks ? [['Asked', plannedAskText(plan.asks)] as const] : []),
    ...askedRows(plan),
    ['Checking', checkingText(run)],
    ['Created', `${dateText(run.createdAt)} with ${makerText(run)}`],
    ...environmentRows(run),
    ...(run.modelDetails?.ranOn
      ? [['Model ran on', ranOnText(run.modelDetails.ranOn)] as const]
      : []),
    ...(run.stoppedAt === undefined ? [] : [['Stopped', dateText(run.stoppedAt)] as const]),
    ...(run.revisedFrom === undefined ? [] : [['Replies', `from run ${run.revisedFrom}`] as const]),
  ];
}

function makerText({ madeWith, environment }: Run): string {
  return environment?.commit ? `${madeWith} (${environment.commit})` : madeWith;
}

function environmentRows({ environment }: Run): Rows {
  if (!environment) return [];
  const { pyodide, python, browser, platform, cores, gpu, limits } = environment;
  const printed =
    limits.outputBytes === undefined ? '' : `, ${bytes(limits.outputBytes)} printed in a call`;
  const machine = [
    `${browser} on ${platform}`,
    ...(cores === null ? [] : [count(cores, 'core')]),
    ...(gpu === null ? [] : [gpu]),
  ];
  return [
    ['Begun in', machine.join(', ')],
    [
      'Programs ran in',
      `Pyodide ${pyodide} (Python ${python}), at most ${bytes(limits.memoryBytes)}${printed} and, where the plan names no limit, ${duration(limits.timeMs)} or what the reference needs`,
    ],
  ];
}

export function ranOnText(all: readonly RanOn[]): string {
  return listed(
    all.map(({ processor, threads }) => {
      if (processor === 'gpu') return 'the GPU';
      return threads === null ? 'the CPU' : `the CPU with ${count(threads, 'thread')}`;
    }),
  );
}

function plannedAskText(asks: PlannedAsk): string {
  const kind = planAskTexts.kinds[asks.kind];
  return 'shows' in asks ? `${kind}; the prompt shows ${planAskTexts.views[asks.shows]}` : kind;
}

function samplesText({ writer, samplesPerTask }: Plan): string {
  const samples = count(samplesPerTask, 'sample');
  return writer.kind === 'imported' ? `up to ${samples} per task, imported` : `${samples} per task`;
}

/** Only what this engine uses: every plan has a prompt and a temperature, even for the search. */
function askedRows(plan: Plan): Rows {
  const { writer, prompt } = plan;
  const { temperature, topP, maxTokens, thinkingTokens } = samplingOf(plan);
  const thinking =
    thinkingTokens === undefined ? '' : ` after at most ${thinkingTokens} of reasoning`;
  switch (writer.kind) {
    case 'imported':
      // Earlier versions did not keep how completions were read.
      return plan.extraction ? [extractionRow(plan)] : [];
    case 'search':
      return [
        ['Shown tests', String(prompt.shownTestCount)],
        ['Time limit', `${duration(1000 * writer.seconds)} per sample`],
        ['Seeds', seedsText(plan)],
      ];
    default:
      return [
        promptRow(plan),
        extractionRow(plan),
        [
          'Sampling',
          `temperature ${temperature}, top-p ${topP}, at most ${maxTokens} tokens${thinking}`,
        ],
        ['Seeds', seedsText(plan)],
      ];
  }
}

function seedsText({ baseSeed, seedRule }: Plan): string {
  return seedRule === undefined
    ? `${baseSeed} for the first sample of every task, ${baseSeed + 1} for the second, and so on`
    : `own ones for each task and sample: the first 31 bits of the SHA-256 of “${baseSeed}/TASK/SAMPLE”, samples from 0`;
}

function extractionRow(plan: Plan): Rows[number] {
  return [plan.asks ? 'Answers' : 'Programs', extractionWayFact(extractionOf(plan))];
}

/** Of what is no program for tests: no test is shown, but where the view says so. */
function askedPromptText({ style, exampleCount, exampleIds }: Plan['prompt']): string {
  if (style === 'instruction') return 'instruction';
  return exampleIds
    ? `few-shot with tasks ${listed(exampleIds)} as examples`
    : `few-shot with ${count(exampleCount, 'example')}`;
}

/** A model that begins its replies itself is sent less than the harness sends. */
function promptRow(plan: Plan): Rows[number] {
  if (plan.asks) return ['Prompt', askedPromptText(plan.prompt)];
  const isCut = plan.prompt.style === 'evalplus' || plan.prompt.style === 'lm-eval-instruct';
  const text = promptText(plan.prompt);
  return [
    'Prompt',
    isCut && !canBeginReply(plan)
      ? `${text}, without the begun reply, which this engine cannot take`
      : text,
  ];
}

function promptText({ style, exampleCount, shownTestCount, exampleIds }: Plan['prompt']): string {
  const tests = count(shownTestCount, 'test');
  switch (style) {
    case 'instruction':
      return `instruction with ${tests}`;
    case 'dialog':
      return `beginning of a dialog with ${tests}`;
    case 'paper':
      return exampleIds
        ? `few-shot with tasks ${listed(exampleIds)} as examples and ${tests}`
        : `few-shot with ${count(exampleCount, 'example')} and ${tests}`;
    case 'lm-eval':
      return 'as lm-evaluation-harness 0.4.12 does (mbpp), with tasks 2, 3 and 4 as examples';
    case 'lm-eval-instruct':
      return 'as lm-evaluation-harness 0.4.12 does (mbpp_instruct), with tasks 2, 3 and 4 as examples';
    case 'evalplus':
      return 'as EvalPlus 0.3.1 does for models with a chat template';
    case 'evalplus-base':
      return 'as EvalPlus 0.3.1 does for models without a chat template';
    case 'bigcode':
      return 'as bigcode-evaluation-harness does (mbpp, commit 8fc5bae, July 2025)';
  }
}

/** Which tests, which equality, which time limit. */
const plusNames = { 'mbpp-plus': 'MBPP+', 'human-eval-plus': 'HumanEval+' } as const;

function checkingText({ plan, hiddenInputs, hiddenSource }: Run): string {
  const { limitMs, floatTolerance, isOrderInsensitive } = plan.checking;
  const plus = hiddenInputs ? plusNames[hiddenInputs] : null;
  const rules = [
    ...(floatTolerance === null ? [] : [`floats within ${floatTolerance}`]),
    ...(isOrderInsensitive ? ['list order ignored'] : []),
  ];
  return [
    plus ? hiddenText(plus, hiddenSource) : 'the tasks’ tests',
    rules.length > 0 ? listed(rules) : plus ? `${plus}’s rules` : 'Python’s own equality',
    ...(limitMs === null ? [] : [`time limit ${duration(limitMs)} per program`]),
  ].join('; ');
}

/** Which file of inputs, so that a result can be repeated. */
function hiddenText(plus: string, source: Run['hiddenSource']): string {
  if (!source) return `the ${plus} inputs`;
  const { version, sha256 } = source;
  return version === null
    ? `the ${plus} inputs with SHA-256 ${sha256}`
    : `the ${plus} inputs, ${version}, SHA-256 ${sha256}`;
}
