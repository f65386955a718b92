/** Words of the evaluation's page: states of runs, names of writers, presets, forecasts. */

import type { RunsFault } from '../app/evaluation/runs-work.ts';
import type { RunState } from '../app/evaluation/run-item.ts';
import type { Forecast } from '../evaluation/running/forecast.ts';
import type { PresetId } from '../evaluation/plans/plan-presets.ts';
import type { Writer } from '../evaluation/plans/plan.ts';
import { count, duration, hostOf } from './format.ts';
import { refusedCompletionsText } from './import-texts.ts';
import { sourceName } from './task-texts.ts';

export function runStateText(state: RunState): string {
  switch (state.kind) {
    case 'resting':
      return 'Not finished';
    case 'queued':
      return 'Waiting its turn';
    case 'running':
      return 'Running';
    case 'paused':
      return 'Paused';
    case 'elsewhere':
      return 'Running in another tab';
    case 'finished':
      return 'Finished';
    case 'stopped':
      return 'Stopped before its end';
  }
}

/** `names`: of the runs, in the order in which they would go on. */
export function leftQueueText(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length === 1
    ? `“${first}” was not finished when this page was closed. All it did so far is kept.`
    : `${names.length} runs were not finished when this page was closed, “${first}” first. All they did so far is kept.`;
}

export function writerName(writer: Writer): string {
  switch (writer.kind) {
    case 'search':
      return 'Search, no download';
    case 'web-llm':
      return writer.modelId;
    case 'web-llm-address':
      return writer.weights.replace(/\/+$/, '').split('/').at(-1) ?? writer.weights;
    case 'gguf-address':
      return writer.address.split('/').at(-1) ?? writer.address;
    case 'gguf-file':
      return writer.fileName;
    case 'server':
      return `${writer.model} at ${hostOf(writer.address)}`;
    case 'imported':
      return `Completions from ${writer.from}`;
  }
}

export function presetName(id: PresetId): string {
  switch (id) {
    case 'one-minute':
      return 'One minute';
    case 'fifty-greedy':
      return '50 tasks, greedy';
    case 'paper':
      return 'Paper protocol';
  }
}

export function presetAbout(id: PresetId): string {
  switch (id) {
    case 'one-minute':
      return 'A few starter tasks, to see it work';
    case 'fifty-greedy':
      return 'The first 50 test tasks of MBPP, one reply each';
    case 'paper':
      return '500 test tasks, three examples, 80 samples at T 0.5';
  }
}

/** What a plan amounts to before it starts. */
export function forecastText({ samples, ms, isUpperBound }: Forecast): string {
  const amount = count(samples, 'sample');
  if (ms === null) {
    return `${amount}. How long that takes is known after the first replies of this writer.`;
  }
  return `${amount}, ${isUpperBound ? 'at most' : 'about'} ${duration(ms)} on this machine.`;
}

export const daysWarning =
  'That is days of work for this tab. Take fewer samples or tasks, a faster writer, or spread the plan over machines with “npm run evaluate -- --shard”.';

export function deskFaultText(fault: RunsFault): string {
  switch (fault.kind) {
    case 'refused-completions':
      return refusedCompletionsText(fault.fault);
    case 'no-known-task':
      return `None of the completions is of a task in “${sourceName(fault.source)}”. Choose the set they were made for.`;
    case 'not-mbpp-plus':
      return `${fault.fileName} is not a file of MBPP+. Choose one as EvalPlus publishes it.`;
    case 'broke':
      return `That did not work: ${fault.detail}. Nothing was changed; try again.`;
  }
}
