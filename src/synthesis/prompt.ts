/**
 * What a language model is asked: an instruction for models that chat, or the few-shot prompt of
 * "Program Synthesis with Large Language Models" (Austin et al. 2021, arXiv 2108.07732) for any
 * model. Which tasks serve as examples is the caller's choice; the paper took MBPP's 2, 3 and 4.
 */
import type { Task } from '../tasks/task.ts';
import type { Brief, Prompt } from './engine.ts';

/** A solved task, shown before the one to solve. */
export type Example = Pick<Task, 'text' | 'tests' | 'referenceCode'>;

/** Where a few-shot reply ends. */
export const fewShotStop = '[DONE]';

/** How many of its asserts an example shows, as the paper varies it: 0 to 3. */
const allTests = 3;

/**
 * Asks for a whole function in one Markdown code block, which is what chat models write by
 * themselves and what `extraction` looks for first.
 */
export function instructionPrompt(brief: Brief): Prompt {
  const ask = brief.codePrompt === undefined ? askInWords(brief) : askToComplete(brief.codePrompt);
  const parts = [
    ...ask,
    'Reply with the complete, self-contained Python code in one Markdown code block.',
  ];
  return {
    kind: 'chat',
    messages: [
      { role: 'system', content: 'You are an expert Python programmer.' },
      { role: 'user', content: parts.join('\n\n') },
    ],
  };
}

/** Whether a prompt begins as `dialogOpening` does. */
export function isDialogOpening(prompt: Prompt): boolean {
  return prompt.kind === 'chat' && prompt.messages[0]?.content.startsWith(opens) === true;
}

const opens = 'I need to write a function';

/**
 * How a person of the paper's study began a dialog: a sentence and the asserts, nothing of how to
 * reply. Code to complete stands after the sentence instead.
 */
export function dialogOpening({ functionName, text, shownTests, codePrompt }: Brief): Prompt {
  const called = functionName === null ? '' : ` called ${functionName}`;
  const opening = `${opens}${called}.`;
  const description = ` Here's a description: ${normalise(text).trim()}`;
  const rest = codePrompt === undefined ? shownTests.map(normalise) : [normalise(codePrompt)];
  const content = [
    codePrompt === undefined ? `${opening}${description}` : opening,
    ...(rest.length > 0 ? [rest.join('\n')] : []),
  ].join('\n\n');
  return { kind: 'chat', messages: [{ role: 'user', content }] };
}

/** Code as it stands, for a model to go on with. */
export function continuationPrompt(codePrompt: string): Prompt {
  return { kind: 'completion', text: codePrompt };
}

function askToComplete(codePrompt: string): string[] {
  return codeBlock('Complete this Python function:', codePrompt);
}

function askInWords(brief: Brief): string[] {
  return [
    normalise(brief.text).trim(),
    ...(brief.functionName === null
      ? []
      : [`The function must be called \`${brief.functionName}\`.`]),
    ...codeBlock('This code runs before the tests:', brief.setupCode),
    ...codeBlock('Your code should pass these tests:', brief.shownTests.join('\n')),
  ];
}

/**
 * The paper's prompt, to the character: one block per example and one for the task, which ends
 * where its program is to begin. `brief.shownTests` are the task's asserts; each example shows
 * the first `exampleTests` of its own.
 */
export function fewShotPrompt(
  brief: Brief,
  examples: readonly Example[],
  exampleTests = allTests,
): Extract<Prompt, { kind: 'completion' }> {
  const query = `${opening(brief.text, brief.shownTests)}[BEGIN]\n`;
  const prefix = fewShotPrefix(examples, exampleTests);
  return { kind: 'completion', text: prefix === '' ? query : `${prefix}\n\n${query}` };
}

/** The blocks of the examples alone, joined by blank lines. */
export function fewShotPrefix(examples: readonly Example[], exampleTests = allTests): string {
  return examples
    .map(({ text, tests, referenceCode }) => {
      const answer = fewShotAnswer({ referenceCode });
      return `${opening(text, tests.slice(0, exampleTests))}[BEGIN]\n${answer}`;
    })
    .join('\n\n');
}

/** What is right behind the paper's prompt, as in its examples. */
export function fewShotAnswer({ referenceCode }: Pick<Example, 'referenceCode'>): string {
  return `${normalise(referenceCode)}\n${fewShotStop}`;
}

/** What is right behind an instruction: the program in one Markdown code block. */
export function instructionAnswer({ referenceCode }: Pick<Example, 'referenceCode'>): string {
  return fenced(normalise(referenceCode).trim());
}

/** Without asserts the sentence about them goes too: it would promise what is not there. */
function opening(text: string, tests: readonly string[]): string {
  const task = `You are an expert Python programmer, and here is your task: ${normalise(text)}`;
  if (tests.length === 0) return `${task}\n`;
  return `${task} Your code should pass these tests:\n\n${tests.map(normalise).join('\n')}\n`;
}

function codeBlock(sentence: string, code: string): string[] {
  const text = normalise(code).trim();
  return text === '' ? [] : [`${sentence}\n\n${fenced(text)}`];
}

function fenced(code: string): string {
  return `\`\`\`python\n${code}\n\`\`\``;
}

function normalise(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
