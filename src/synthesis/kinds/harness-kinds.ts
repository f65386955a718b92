/**
 * MBPP's tasks as other harnesses ask for their programs: prompts equal to theirs to the character,
 * and what ends a reply there. Which version of each is meant stands in `harness-styles`.
 */

import { publishedPromptOf } from '../../tasks/rows/evalplus-row.ts';
import type { Task } from '../../tasks/task.ts';
import type { Prompt } from '../engine.ts';
import { examplesFor } from '../examples.ts';
import type { HarnessStyle } from '../harness-styles.ts';
import { bigcodeStops } from '../harness-programs.ts';
import { type Example, fewShotPrompt, fewShotStop } from '../prompt.ts';
import { defaultPromptSettings } from '../prompt-settings.ts';
import type { AskedKind } from './asked-kind.ts';
import { programKind } from './program-kind.ts';

const fence = '\n```python';

/** The first three are the ends of a text for models whose tokens of that name are plain text. */
const evalPlusStops = [
  ...['<|endoftext|>', '<|endofmask|>', '</s>'],
  ...['\nif __name__', '\ndef main(', '\nprint('],
] as const;

export const harnessKinds: Readonly<Record<HarnessStyle, AskedKind>> = {
  'lm-eval': forWholePrograms({
    prompt: (task, examples) => ({
      kind: 'completion',
      text: [...examples.map(solvedBlock), unsolvedBlock(task)].join('\n\n'),
    }),
    stops: [fewShotStop],
  }),
  'lm-eval-instruct': forWholePrograms({
    prompt: (task, examples) => ({
      kind: 'chat',
      messages: [
        ...examples.flatMap((example) => [
          { role: 'user' as const, content: instruction(example) },
          { role: 'assistant' as const, content: `${fence}\n${asPublished(example)}\n\`\`\`` },
        ]),
        { role: 'user', content: instruction(task) },
        // The harness has a line end here; transformers cuts it off where a model is to go on.
        { role: 'assistant', content: fence },
      ],
    }),
    stops: [],
  }),
  evalplus: {
    examplesFor: () => [],
    promptFor: ({ task }) => ({
      kind: 'chat',
      messages: [
        {
          role: 'user',
          content: `Please provide a self-contained Python script that solves the following problem in a markdown code block:\n\`\`\`\n${docstring(task).trim()}\n\`\`\`\n`,
        },
        {
          role: 'assistant',
          content: `Below is a Python script with a self-contained function that solves the problem and passes corresponding tests:\n\`\`\`python\n`,
        },
      ],
    }),
    stopStringsFor: () => [...evalPlusStops, '\n```\n'],
  },
  'evalplus-base': forWholePrograms({
    prompt: (task) => ({ kind: 'completion', text: `${docstring(task).trim()}\n` }),
    stops: [...evalPlusStops, '\n"""', '\nassert'],
  }),
  bigcode: forWholePrograms({
    prompt: (task) => ({ kind: 'completion', text: oneTestDocstring(task) }),
    stops: bigcodeStops,
  }),
};

interface HarnessPrompt {
  prompt(task: Task, examples: readonly Example[]): Prompt;
  readonly stops: readonly string[];
}

/** Code to complete is no task of MBPP: it is asked for as it stands. */
function forWholePrograms({ prompt, stops }: HarnessPrompt): AskedKind {
  const asCode = { ...defaultPromptSettings, style: 'paper' } as const;
  return {
    examplesFor,
    promptFor: (asked, _settings, examples) =>
      asked.task.codePrompt === undefined
        ? prompt(asked.task, examples)
        : programKind.promptFor(asked, asCode, []),
    stopStringsFor: (sent, asked) =>
      asked.codePrompt === undefined ? stops : programKind.stopStringsFor(sent, asked),
  };
}

function solvedBlock(example: Example): string {
  return `${unsolvedBlock(example)}${asPublished(example)}\n${fewShotStop}`;
}

/** As in the paper's prompt. */
function unsolvedBlock({ text, tests }: Example): string {
  const brief = { text, functionName: null, setupCode: '', shownTests: tests.slice(0, 3) };
  return fewShotPrompt(brief, []).text;
}

function instruction({ text, tests }: Example): string {
  const shown = tests.slice(0, 3).join('\n');
  return `You are an expert Python programmer, and here is your task:\n${text}\nYour code should pass these tests:\n${shown}`;
}

/** MBPP's programs have the line ends of Windows in their file, and so in this harness's prompts. */
function asPublished({ referenceCode }: Example): string {
  return referenceCode.replaceAll('\n', '\r\n');
}

/** MBPP+ has its own: statements and first asserts are not always those of MBPP. */
function docstring(task: Task): string {
  return task.codePrompt ?? publishedPromptOf(task) ?? oneTestDocstring(task);
}

function oneTestDocstring({ text, tests: [first = ''] }: Task): string {
  return `"""\n${text}\n${first}\n"""\n`;
}
