/** Texts about predicting on the playground: the question, the guess, what came out, the scores. */

import type { GradedGuess } from '../app/predicting/graded-guess.ts';
import type { Score } from '../app/predicting/kept-predictions.svelte.ts';
import type { Verdict } from '../checking/verdict.ts';
import type { PredictionKind } from '../tasks/task-kind.ts';
import { grouped } from './format.ts';

export const predictionTexts = {
  open: 'Predict what it returns',
  openAbout: 'with the reference solution in view',
  title: 'Predict',
  /** "Predict Task 3", in the heading. */
  ofTask: (id: string) => `Task ${id}`,

  noReference: 'This task has no reference solution, so nobody knows what a call returns.',
  reading: 'Reading the tests …',
  noCalls: {
    output: 'No test of this task compares a call with a value. Type a call of your own below.',
    input: 'No test of this task says what a call returns, so there is no value to reach.',
  },

  kind: 'Predict',
  shows: 'Shown with the call',
  code: 'The function',
  setupCode: 'Runs after it',
  otherTests: 'Other tests',
  noOtherTests: 'The task has no other tests.',

  calls: 'Calls',
  state: { right: 'guessed right', wrong: 'guessed wrong' },
  ownCall: 'A call of your own',
  askIt: 'Ask',
  notACall: (name: string) =>
    `Type one call of the function, such as ${name}(1), and nothing else.`,

  question: {
    output: 'What does this call return?',
    input: 'Which call returns this value?',
  },
  answer: {
    output: 'Your guess, as a Python literal',
    input: 'Your call, or its arguments alone',
  },
  guess: 'Guess',
  next: 'Next call',
  running: 'Running the function …',
  countsNot: 'You have answered this before. Only the first guess counts.',
  noTruth:
    'The function returns nothing here that could be compared: it raises an exception, does not end, or returns a value that is not a plain one. Step through it to see.',

  model: 'The model’s guess',
  modelLabel: 'Model',
  chooseModel: 'Choose a model',
  noModel: 'No model is loaded. With one, you see its guess beside yours.',
  modelAfterYou: 'Guesses after you, from what you see.',
  modelGuesses: 'The model is guessing …',
  modelElsewhere: 'The model is busy with a program for this task. Its guess has to wait.',
  letGuess: 'Let it guess',
  prompt: (isEdited: boolean) => (isEdited ? 'edited by you' : 'what it is sent, at temperature 0'),
  reply: 'Full reply',

  you: 'You',
  truth: { output: 'It returns', input: 'The test calls' },
  stepThrough: 'Step through',
  hideSteps: 'Hide the steps',
  showsCode: 'Step through, with the code',
  steps: 'The call, step by step',
  scores: 'Right at the first guess:',
} as const;

/** Whether a guess is right, as a value and to the character. */
export function gradeText(kind: PredictionKind, guess: GradedGuess): string {
  const { isRight, isSameText, returned, verdict } = guess;
  if (kind === 'output') {
    if (!isRight) return 'Wrong, both as a value and as text';
    return isSameText
      ? 'Right, both as a value and as text'
      : 'Right as a value; Python prints it in another way';
  }
  if (isRight) return 'Right: this call returns the value';
  if (returned !== null) return `Wrong: it returns ${returned}`;
  switch (verdict.status) {
    case 'timeout':
      return 'Wrong: this call does not end in time';
    case 'unsupported-value':
      return 'Wrong: this call returns no plain value';
    default:
      return 'Wrong: this call raises an exception';
  }
}

/** Of a model's reply that holds no guess. */
export function ungradedText(verdict: Verdict, kind: PredictionKind): string {
  if (verdict.status === 'no-code') return 'Wrong: no answer in its reply';
  return `Wrong: ${kind === 'output' ? 'not a value in Python' : 'not a call with literals'}`;
}

/** "You: 7 of 9" */
export function scoreText(name: string, { right, of }: Score): string {
  return `${name}: ${grouped(right)} of ${grouped(of)}`;
}
