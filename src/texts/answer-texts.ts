/**
 * Texts about tasks that ask for something else than a program for their tests: what is asked, and
 * what a verdict means. The title of a verdict is in `verdict-texts`.
 */

import type { Status } from '../checking/verdict.ts';
import type {
  CalculationKind,
  PredictionKind,
  PredictionView,
  TaskKind,
} from '../tasks/task-kind.ts';

export const answerTexts = {
  code: 'The function',
  asks: {
    output: 'What does this call return? Write the value as a Python literal.',
    input: 'Which call returns this value? Write one, its arguments as Python literals.',
    calculation: 'Write Python that works out the number and assigns it to answer.',
    formula: 'Write the steps of the calculation, such as multiply(n1,const_100)|divide(#0,n0).',
  },
} as const;

export const predictionKindNames: Readonly<Record<PredictionKind, string>> = {
  output: 'What a call returns',
  input: 'A call returning a value',
};

/** What is shown beside the call that is asked about. */
export const predictionViewNames: Readonly<Record<PredictionView, string>> = {
  code: 'the code',
  'code-and-text': 'the code and the text',
  'code-text-and-tests': 'the code, the text and the other tests',
  'text-and-tests': 'the text and the other tests',
};

/** What the verdict means: the sentence below its title. */
export function answerMeaning(status: Status, kind: Exclude<TaskKind, 'program'>): string {
  return kind === 'output' || kind === 'input'
    ? predictionMeaning(status, kind)
    : calculationMeaning(status, kind);
}

function predictionMeaning(status: Status, kind: PredictionKind): string {
  switch (status) {
    case 'passed':
      return 'The function was run in the sandbox, and its value agrees.';
    case 'failed-assertion':
      return 'The function was run in the sandbox. Compare the two values below.';
    case 'syntax-error':
      return kind === 'output'
        ? "Write the value as Python prints it, such as 12 or [1, 2]. Write text in quotes: 'abc'."
        : "Write one call of the function. Its arguments are literals, without other calls; write text in quotes: 'abc'.";
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

function calculationMeaning(status: Status, kind: CalculationKind): string {
  switch (status) {
    case 'passed':
      return 'The number is right within 0.0001, or within a millionth of it.';
    case 'failed-assertion':
      return 'The calculation comes to a number. Compare it with the right one below.';
    case 'syntax-error':
      return kind === 'formula'
        ? 'Each step is an operation with its arguments: n0 is a number of the problem, #0 an earlier step, const_100 a constant.'
        : 'Python cannot parse the program. Look at the marked line and the one above.';
    case 'no-code':
      return 'There is nothing to check. Write the calculation in the editor, or generate one.';
    case 'missing-function':
      return 'The program ran, and assigned nothing to answer.';
    case 'unsupported-value':
      return 'answer is not a plain value, so it is no number.';
    case 'timeout':
      return 'The program was still running at the time limit.';
    case 'memory-limit':
      return 'The program needed more memory than the limit allows.';
    case 'runtime-error':
      return 'The program raised an exception, or answer is no number. The last line of the traceback says why.';
    case 'early-exit':
      return 'The program ended before it set answer.';
    case 'sandbox-fault':
      return 'The check itself failed; this says nothing about the program. Check again.';
  }
}
