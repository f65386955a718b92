/**
 * Predicting what a call returns, or a call that returns a value. The wording of the prompts is our
 * own; what they show of a task are the ways of Austin et al. 2021 (arXiv 2108.07732).
 */

import { otherTests } from '../../tasks/other-tests.ts';
import { isPrediction, type PredictionAsk } from '../../tasks/task-kind.ts';
import type { Task } from '../../tasks/task.ts';
import type { Prompt } from '../engine.ts';
import { fewShotStop } from '../prompt.ts';
import type { AskedKind } from './asked-kind.ts';

const mostExamples = 3;

export const predictionKind: AskedKind = {
  /** Of those that ask the same of their set: the first ones. */
  examplesFor: ({ id, asks }, set) =>
    set
      .filter((other) => other.id !== id && other.asks?.kind === asks?.kind)
      .slice(0, mostExamples),

  promptFor({ task }, { style, exampleCount }, examples) {
    const asks = askOf(task);
    if (style === 'instruction') return instruction(task, asks);
    const blocks = examples.slice(0, exampleCount).map((example) => {
      const own = askOf(example);
      return `${questionText(example, own)}\n[BEGIN]\n${answerOf(own)}\n${fewShotStop}`;
    });
    return {
      kind: 'completion',
      text: [...blocks, `${questionText(task, asks)}\n[BEGIN]\n`].join('\n\n'),
    };
  },

  stopStringsFor: ({ kind }) => (kind === 'completion' ? [fewShotStop] : []),
};

function instruction(task: Task, asks: PredictionAsk): Prompt {
  const form =
    asks.kind === 'output'
      ? 'Reply with the value that the call returns, as a Python literal, in one Markdown code block.'
      : 'Reply with one such call, its arguments as Python literals, in one Markdown code block.';
  return {
    kind: 'chat',
    messages: [
      { role: 'system', content: 'You are an expert Python programmer.' },
      { role: 'user', content: `${questionText(task, asks)}\n\n${form}` },
    ],
  };
}

function questionText(task: Task, asks: PredictionAsk): string {
  return [...whatIsShown(task, asks), question(asks)].join('\n\n');
}

function whatIsShown(task: Task, asks: PredictionAsk): string[] {
  const { shows } = asks;
  const [code, setup] = [task.referenceCode, task.setupCode].map((each) => each.trim());
  const others = otherTests(task, asks);
  const hasCode = shows !== 'text-and-tests';
  const hasText = shows !== 'code';
  const hasTests = shows === 'code-text-and-tests' || shows === 'text-and-tests';
  return [
    ...(hasText ? [`A Python function was written for this task: ${task.text}`] : []),
    ...(hasCode && code ? [`This is the function:\n\n\`\`\`python\n${code}\n\`\`\``] : []),
    ...(setup ? [`This code runs after it:\n\n\`\`\`python\n${setup}\n\`\`\``] : []),
    ...(hasTests && others.length > 0
      ? [`It passes these tests:\n\n\`\`\`python\n${others.join('\n')}\n\`\`\``]
      : []),
  ];
}

function question({ kind, call, value }: PredictionAsk): string {
  return kind === 'output'
    ? `What does this call return?\n\n\`\`\`python\n${call}\n\`\`\``
    : `Find a call of the function that returns this value:\n\n\`\`\`python\n${value}\n\`\`\``;
}

function answerOf({ kind, call, value }: PredictionAsk): string {
  return kind === 'output' ? value : call;
}

function askOf({ asks }: Task): PredictionAsk {
  if (!isPrediction(asks)) throw new Error('The task asks for no prediction.');
  return asks;
}
