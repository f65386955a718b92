/**
 * Texts about tasks that ask for a prediction: what is asked, and what a verdict on one means. The
 * title of a verdict is in `verdict-texts`.
 */

import type { Status } from '../checking/verdict.ts';
import type { PredictionKind } from '../tasks/task-kind.ts';

export const predictionTexts = {
  code: 'The function',
  asks: {
    output: 'What does this call return? Write the value as a Python literal.',
    input: 'Which call returns this value? Write one, its arguments as Python literals.',
  },
} as const;

/** What the verdict means: the sentence below its title. */
export function predictionMeaning(status: Status, kind: PredictionKind): string {
  switch (status) {
    case 'passed':
      return 'The function was run in the sandbox, and its value agrees.';
    case 'failed-assertion':
      return 'The function was run in the sandbox. Compare the two values below.';
    case 'syntax-error':
      return kind === 'output'
        ? 'A prediction is a value as Python prints it: a number, a quoted string, a list.'
        : 'A prediction is one call of the function. Its arguments are literals, without other calls.';
    case 'no-code':
      return 'There is no prediction to check. Write one in the editor, or generate one.';
    case 'unsupported-value':
      return 'The value is not a plain one, or too large to compare.';
    case 'timeout':
      return 'The call was still running at the time limit.';
    case 'memory-limit':
      return 'The call needed more memory than the limit allows.';
    case 'runtime-error':
    case 'early-exit':
    case 'missing-function':
      return 'The call returned nothing. The last line of the traceback says why.';
    case 'sandbox-fault':
      return 'It is not known what the function returns, so this says nothing about the prediction.';
  }
}
