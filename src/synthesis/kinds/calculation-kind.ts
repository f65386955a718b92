/**
 * Word problems answered by a calculation: the 4-shot prompt of MathQA-Python (Austin et al. 2021,
 * arXiv 2108.07732) to the character, with programs or with formulas, and an instruction of our own.
 */

import { isCalculation } from '../../tasks/task-kind.ts';
import type { Task } from '../../tasks/task.ts';
import type { Prompt } from '../engine.ts';
import { fewShotStop } from '../prompt.ts';
import type { AskedKind } from './asked-kind.ts';

/** As many as the paper took. */
const mostExamples = 4;
/** Settings for every kind count to this; at their most they mean all of the kind's examples. */
const mostCounted = 3;

export const calculationKind: AskedKind = {
  /** The first of the set that have a reference in the language that is asked for. */
  examplesFor(task, set) {
    const kind = task.asks?.kind;
    const others: Task[] = [];
    for (const other of set) {
      const example =
        isCalculation(other.asks) && isCalculation(task.asks) ? inKindOf(other, task) : null;
      if (!example || other.id === task.id || referenceOf(example) === null) continue;
      others.push(example);
      if (others.length === mostExamples) break;
    }
    return kind ? others : [];
  },

  promptFor({ task }, { style, exampleCount }, examples) {
    if (style === 'instruction') return instruction(task);
    const shown = exampleCount >= mostCounted ? mostExamples : exampleCount;
    const blocks = examples
      .slice(0, shown)
      .map((example) => `${opening(example)}${referenceOf(example) ?? ''}\n\n${fewShotStop}\n\n`);
    return { kind: 'completion', text: `${blocks.join('')}${opening(task)}` };
  },

  stopStringsFor: ({ kind }) => (kind === 'completion' ? [fewShotStop] : []),
};

function opening({ text }: Task): string {
  return `Please, solve the mathematical problem: ${text}\n\n[BEGIN]\n\n`;
}

/** The program or the formula that solves the task; null where the set has none. */
function referenceOf({ asks, referenceCode }: Task): string | null {
  return asks?.kind === 'formula' ? asks.formula : referenceCode || null;
}

/** An example in the language of the task. */
function inKindOf(example: Task, { asks }: Task): Task | null {
  if (!isCalculation(example.asks) || !isCalculation(asks)) return null;
  return { ...example, asks: { ...example.asks, kind: asks.kind } };
}

function instruction({ text, asks }: Task): Prompt {
  const form =
    asks?.kind === 'formula'
      ? 'Reply with the steps in one Markdown code block, joined by |, such as multiply(n1,const_100)|divide(#0,n0): n0 is the first number of the problem, #0 the result of the first step, const_100 the number 100.'
      : 'Reply with a Python program in one Markdown code block that works out the answer and assigns the number to the variable answer.';
  return {
    kind: 'chat',
    messages: [
      { role: 'system', content: 'You are an expert Python programmer.' },
      { role: 'user', content: `Please, solve the mathematical problem: ${text}\n\n${form}` },
    ],
  };
}
