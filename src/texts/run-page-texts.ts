/** Texts about runs: their states, the names of their models, presets, forecasts. */

import type { GgufPlace } from '../synthesis/llama-cpp/model-kinds.ts';
import type { RunsFault } from '../app/evaluation/runs/runs-work.ts';
import type { RunState } from '../app/evaluation/runs/run-item.ts';
import type { Forecast } from '../evaluation/running/forecast.ts';
import type { PresetId } from '../evaluation/plans/plan-presets.ts';
import type { PlannedModel } from '../evaluation/plans/plan.ts';
import { mostWholeBytes } from '../platform/text-limits.ts';
import { bytes, count, duration, hostOf } from './format.ts';
import { otherTasksTexts, refusedCompletionsText } from './import-texts.ts';
import { runStoreText } from './run-texts.ts';
import { searchName } from './search-texts.ts';
import { sourceName } from './task-texts.ts';

/** `isPart`: every reply there is was checked, of a run that was ended before it had all. */
export function runStateText(state: RunState, isPart = false): string {
  switch (state.kind) {
    case 'resting':
      return 'Paused';
    case 'queued':
      return 'Queued';
    case 'running':
      return 'Running';
    case 'paused':
      return 'Paused';
    case 'elsewhere':
      return 'Running in another tab';
    case 'gone':
      return 'Deleted while it was running';
    case 'finished':
      return isPart ? 'Re-checked as far as it goes' : 'Finished';
    case 'stopped':
      return 'Stopped early';
  }
}

/** `names`: of the runs, in the order in which they would resume. */
export function leftQueueText(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length === 1
    ? `“${first}” was not finished when you closed the page. Its samples are kept.`
    : `${names.length} runs were not finished when you closed the page; “${first}” is next. Their samples are kept.`;
}

export function ggufName(place: GgufPlace): string {
  if ('fileName' in place) return place.fileName;
  return place.address.split('/').at(-1) ?? place.address;
}

export function writerName(writer: PlannedModel): string {
  switch (writer.kind) {
    case 'search':
      return searchName;
    case 'web-llm':
      return writer.modelId;
    case 'web-llm-address':
      return writer.weights.replace(/\/+$/, '').split('/').at(-1) ?? writer.weights;
    case 'gguf-address':
    case 'gguf-file':
      return ggufName(writer);
    case 'gguf-adapter': {
      const name = `${ggufName(writer.base)} + ${ggufName(writer.adapter)}`;
      return writer.scale === 1 ? name : `${name} × ${writer.scale}`;
    }
    case 'server':
      return `${writer.model} at ${hostOf(writer.address)}`;
    case 'imported':
      return `Imported from ${writer.from}`;
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
    case 'lm-eval':
      return 'lm-eval mbpp';
    case 'lm-eval-instruct':
      return 'lm-eval mbpp_instruct';
    case 'evalplus':
      return 'EvalPlus MBPP+';
    case 'bigcode':
      return 'bigcode mbpp';
  }
}

export function presetAbout(id: PresetId): string {
  switch (id) {
    case 'one-minute':
      return 'A few starter tasks, to see it work';
    case 'fifty-greedy':
      return 'First 50 tasks of MBPP’s test split, one sample each';
    case 'paper':
      return '500 test tasks, 3 examples, 80 samples at temperature 0.5';
    case 'lm-eval':
      return 'As lm-evaluation-harness 0.4.12 does: for base models, 3 examples, greedy, up to [DONE]';
    case 'lm-eval-instruct':
      return 'As lm-evaluation-harness 0.4.12 does: for chat models, 3 examples, greedy, first code block';
    case 'evalplus':
      return 'As EvalPlus 0.3.1 does: for chat models, greedy, base and plus tests. Open your MBPP+ file in the playground first';
    case 'bigcode':
      return 'As bigcode-evaluation-harness’s documentation runs MBPP (July 2025): for base models, 1 test, 15 samples at temperature 0.1';
  }
}

/** How large a plan is, and how long it takes, before it starts. */
export function forecastText({ samples, ms, isUpperBound }: Forecast): string {
  const amount = count(samples, 'sample');
  if (ms === null) {
    return `${amount}. A time estimate appears after this model’s first replies.`;
  }
  return isUpperBound
    ? `${amount}, at most ${duration(ms)} on this device.`
    : `${amount}, about ${duration(ms)} on this device.`;
}

export const daysWarning =
  'This would take days in this tab. Choose fewer samples or tasks, or a faster model, or spread the plan over several machines with “npm run evaluate -- --shard”.';

export function runsFaultText(fault: RunsFault): string {
  switch (fault.kind) {
    case 'refused-completions':
      return refusedCompletionsText(fault.fault);
    case 'no-known-task':
      return `None of these completions match a task in “${sourceName(fault.source)}”. Choose the matching task set.`;
    case 'other-tasks':
      return otherTasksTexts(fault, sourceName).join(' ');
    case 'not-mbpp-plus':
      return `${fault.fileName} has no hidden inputs for these tasks. Choose MBPP+ or HumanEval+ as published by EvalPlus, whichever the tasks are of.`;
    case 'other-inputs':
      return `${fault.fileName} has other inputs than the run was begun with. Choose the same file, or re-check the run as a new one.`;
    case 'file-too-large':
      return `${fault.fileName} is too large: at most ${bytes(mostWholeBytes)} unpacked. Choose MBPP+ or HumanEval+ as published by EvalPlus.`;
    case 'under-way':
      return 'This run is still running, here or in another tab. Pause it there, then try again.';
    case 'storage':
      return runStoreText(fault.trouble);
    case 'broke':
      return `That failed: ${fault.detail}. Nothing was changed. Try again.`;
  }
}
