/**
 * npm run bench -- engine [--rounds N] [--width N] [--layers N]: tokens a second of llama.cpp on the
 * processor, by the library alone and through the page, in turn; and samples a minute with the
 * paper's prompt, against reading it for every sample. The model is of random weights. Results:
 * engine.md.
 */

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { type LogItem, RunLogReader } from '../../src/evaluation/log/run-log-reading.ts';
import type { Sample } from '../../src/evaluation/runs/run.ts';
import type { Prompt } from '../../src/synthesis/engine.ts';
import type { Task } from '../../src/tasks/task.ts';
import {
  batchTokens as n_batch,
  contextTokens as n_ctx,
} from '../../src/synthesis/llama-cpp/model.ts';
import { samplingParameters } from '../../src/synthesis/llama-cpp/sampling.ts';
import { askBareLibrary, type BareReply } from '../support/bare-llama-cpp.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { planOf } from '../support/plans.ts';
import { prepare } from '../support/prepare.ts';
import { starterTasks } from '../support/published.ts';
import { randomModel } from '../support/random-model.ts';
import { machine } from './search/machine.ts';

const samplesPerTask = 8;
const sampling = { temperature: 0.8, topP: 0.95, maxTokens: 32 };
const modelName = 'random.gguf';
const tasks = starterTasks();
/** Where the log of the run under way goes. */
let appended: (lines: string) => void = () => undefined;

interface Measured {
  readonly promptTokens: number;
  readonly replyTokens: number;
  /** Until the first token of the first sample. */
  readonly firstTokenMs: number;
  /** Of all replies but the first, from their first token on. */
  readonly laterTokens: number;
  readonly laterMs: number;
  readonly wholeMs: number;
  readonly samples: number;
}

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const options = { rounds: text, width: text, layers: text };
  const { values } = parseArgs({ args: [...args], options });
  await prepare();
  const model = Buffer.from(
    randomModel({
      width: Number(values.width ?? 512),
      layers: Number(values.layers ?? 8),
      words: wordsOf(tasks.map((task) => JSON.stringify(task)).join()),
    }),
  );
  console.log(`On ${await machine()}. Load ${loadavg()[0]?.toFixed(1)}.`);
  console.log(`Random weights, ${(model.length / 1e6).toFixed(0)} MB (Q4_0).`);
  const headless = await openHeadlessPage();
  const file = { name: modelName, mimeType: 'application/octet-stream', buffer: model };
  await headless.page.getByLabel('Model file').setInputFiles(file);
  await headless.page.exposeFunction('synthpadAppend', (lines: string) => appended(lines));
  const bare = (prompt: string, requests: readonly object[], isRead: 'once' | 'for each') =>
    askBareLibrary(
      { browser: headless.browser, model, parameters: { n_ctx, n_batch, n_threads: 1 } },
      {
        ...{ prompt, requests, isRead },
      },
    );
  await inTurn(headless, bare, model.length, Number(values.rounds ?? 3));
  await readAgain(headless, bare, model.length);
  await headless.close();
  return 0;
}

type AskBare = (
  prompt: string,
  requests: readonly object[],
  isRead: 'once' | 'for each',
) => Promise<BareReply[]>;

/** Each round a task of its own, in a model that has just been loaded, on both sides. */
async function inTurn(headless: HeadlessPage, bare: AskBare, bytes: number, rounds: number) {
  const pairs: [Measured, Measured][] = [];
  for (let round = 0; round < rounds; round++) {
    const { measured: page, prompts, seeds } = await throughPage(headless.page, bytes, [round + 3]);
    const [prompt] = prompts;
    if (prompt === undefined) throw new Error('The run holds no prompt.');
    const alone = measuredOf(await bare(prompt, seeds.map(requestOf), 'once'));
    pairs.push([alone, page]);
    say(`round ${round + 1}, library`, alone);
    say(`round ${round + 1}, page`, page);
  }
  const ratio = (rate: (measured: Measured) => number) =>
    (sum(pairs.map(([, page]) => rate(page))) / sum(pairs.map(([alone]) => rate(alone)))).toFixed(
      3,
    );
  console.log(`page / library, tokens a second of prompts ${ratio(promptRate)}`);
  console.log(`page / library, tokens a second of replies ${ratio(replyRate)}`);
  console.log(`page / library, samples a minute ${ratio(samplesAMinute)}`);
}

/** The rate of reading a prompt for each sample is the same for any number of them. */
async function readAgain(headless: HeadlessPage, bare: AskBare, bytes: number): Promise<void> {
  const { measured, prompts, seeds } = await throughPage(headless.page, bytes, [3, 4, 5, 6]);
  const [prompt] = prompts;
  if (prompt === undefined) throw new Error('The run holds no prompt.');
  const before = measuredOf(await bare(prompt, seeds.slice(0, 3).map(requestOf), 'for each'));
  const rates = [samplesAMinute(before), samplesAMinute(measured)] as const;
  console.log(`\n${samplesPerTask} samples of each task, three examples, samples a minute:`);
  console.log(`  the prompt read for each sample   ${rates[0].toFixed(1)}`);
  console.log(`  through the page, four tasks      ${rates[1].toFixed(1)}`);
  console.log(`  times as many                     ${(rates[1] / rates[0]).toFixed(1)}`);
}

async function throughPage(page: Page, bytes: number, at: readonly number[]) {
  const plan = planOf({
    writer: { kind: 'gguf-file', fileName: modelName, sizeBytes: bytes },
    prompt: { style: 'paper', exampleCount: 3, shownTestCount: 3 },
    tasks: { source: 'starter', which: { kind: 'ids', ids: at.map((index) => taskAt(index).id) } },
    ...{ samplesPerTask, sampling },
  });
  const lines: string[] = [];
  appended = (more) => void lines.push(more);
  const asks = { plan, tasks: at.map(taskAt), set: tasks };
  const request = { ...asks, shard: null, hidden: {}, earlier: null };
  const end = await page.evaluate(
    (asked) => window.synthpad.evaluate({ ...asked, isFailedAskedAgain: false }),
    request,
  );
  if (end.kind !== 'finished') throw new Error(JSON.stringify(end));
  const reader = new RunLogReader();
  const items: LogItem[] = [...reader.push(lines.join('')), ...reader.end()];
  const made = items
    .flatMap((item) => (item.kind === 'sample' ? [item.sample] : []))
    .sort((one, other) => one.madeAt - other.madeAt);
  return {
    measured: measuredOf(made.map(replyOf)),
    prompts: items.flatMap((item) => (item.kind === 'task' ? [textOf(item.task.prompt)] : [])),
    seeds: made.map(({ seed }) => seed),
  };
}

function taskAt(index: number): Task {
  const task = tasks[index];
  if (!task) throw new Error(`There is no task ${index}.`);
  return task;
}

function textOf(prompt: Prompt | null): string {
  if (prompt?.kind !== 'completion') throw new Error('This is no prompt of the paper.');
  return prompt.text;
}

function replyOf({ reply }: Sample): BareReply {
  const { text = '', promptTokens, replyTokens, firstTokenMs, totalMs = 0 } = reply ?? {};
  if (!promptTokens || !replyTokens) throw new Error('A sample failed.');
  return { text, promptTokens, replyTokens, firstTokenMs: firstTokenMs ?? totalMs, totalMs };
}

function requestOf(seed: number) {
  const asked = { ...sampling, seed, stop: ['[DONE]'] };
  const prompt = { kind: 'completion', text: '' } as const;
  return { ...samplingParameters({ prompt, sampling: asked }) };
}

function measuredOf(replies: readonly BareReply[]): Measured {
  const later = replies.slice(1);
  return {
    promptTokens: replies[0]?.promptTokens ?? 0,
    replyTokens: sum(replies.map(({ replyTokens }) => replyTokens)),
    firstTokenMs: replies[0]?.firstTokenMs ?? 0,
    laterTokens: sum(later.map(({ replyTokens }) => replyTokens - 1)),
    laterMs: sum(later.map(({ firstTokenMs, totalMs }) => totalMs - firstTokenMs)),
    wholeMs: sum(replies.map(({ totalMs }) => totalMs)),
    samples: replies.length,
  };
}

const promptRate = ({ promptTokens, firstTokenMs }: Measured) =>
  (1000 * promptTokens) / firstTokenMs;
const replyRate = ({ laterTokens, laterMs }: Measured) => (1000 * laterTokens) / laterMs;
const samplesAMinute = ({ samples, wholeMs }: Measured) => (60_000 * samples) / wholeMs;

function say(name: string, measured: Measured): void {
  const rates = [promptRate, replyRate, samplesAMinute].map((rate) => rate(measured).toFixed(1));
  console.log(
    `${name}: ${measured.promptTokens} tokens of prompt at ${rates[0]} a second, ` +
      `${measured.replyTokens} of replies at ${rates[1]}; ${rates[2]} samples a minute`,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** Tokens about as long as those of a trained model. */
function wordsOf(text: string): string[] {
  return [...new Set(text.match(/ ?[A-Za-z]{2,}/g) ?? [])];
}
