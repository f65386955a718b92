/**
 * A program that a person wrote for code to complete. It may be the rest of the function alone, as a
 * model's reply may: then it runs behind its prompt, and what Python says of lines is said of the
 * lines that the person sees. What was written stays as it is.
 */

import type { Checker } from '../../checking/checker.ts';
import type { ExceptionReport, TestResult, Verdict } from '../../checking/verdict.ts';
import { completedCode, type WantedProgram, withPrelude } from '../../synthesis/code-prompt.ts';

export interface OwnCompletion {
  /** As it runs. */
  readonly program: string;
  /** How many lines stand before those that were written. */
  readonly linesBefore: number;
}

/** Null for a program that runs as it was written. */
export function ownCompletion(written: string, wanted: WantedProgram): OwnCompletion | null {
  const { codePrompt } = wanted;
  if (codePrompt === undefined || written.trim() === '') return null;
  const program = isRest(written, wanted)
    ? completedCode(written, wanted)
    : withPrelude(written, wanted);
  // Lines that something was put between have no one distance.
  if (program === written || !program.endsWith(written)) return null;
  const before = program.slice(0, program.length - written.length);
  // A prompt may end in the middle of a line.
  const isOpen = !before.endsWith('\n');
  return {
    program: isOpen ? `${before}\n${written}` : program,
    linesBefore: before.split('\n').length - (isOpen ? 0 : 1),
  };
}

/** Checks what was written as `ownCompletion` has it run. */
export function completingChecker(checker: Pick<Checker, 'check'>): Pick<Checker, 'check'> {
  return {
    async check(request, options = {}) {
      const { task, program } = request;
      const wanted = { functionName: task.functionName ?? null, codePrompt: task.codePrompt };
      const completion = program === null ? null : ownCompletion(program, wanted);
      if (!completion) return checker.check(request, options);
      const { linesBefore } = completion;
      const { onTest } = options;
      const verdict = await checker.check(
        { ...request, program: completion.program },
        { ...options, onTest: (result) => onTest?.(resultAsWritten(result, linesBefore)) },
      );
      return verdictAsWritten(verdict, linesBefore);
    },
  };
}

/** Indented from its first line on, as nothing is that stands alone. */
function isRest(written: string, { functionName }: WantedProgram): boolean {
  const first = /^(?:[ \t]*(?:#.*)?\r?\n)*([ \t]+\S.*)/.exec(written)?.[1];
  return first !== undefined && !new RegExp(`^\\s+(async )?def ${functionName}\\b`).test(first);
}

function verdictAsWritten(verdict: Verdict, linesBefore: number): Verdict {
  return {
    ...verdict,
    exception: exceptionAsWritten(verdict.exception, linesBefore),
    tests: verdict.tests.map((result) => resultAsWritten(result, linesBefore)),
  };
}

function resultAsWritten(result: TestResult, linesBefore: number): TestResult {
  return { ...result, exception: exceptionAsWritten(result.exception, linesBefore) };
}

function exceptionAsWritten(
  exception: ExceptionReport | null,
  linesBefore: number,
): ExceptionReport | null {
  if (!exception) return null;
  const { line, traceback, message } = exception;
  const shifted = line === null ? null : line - linesBefore;
  return {
    ...exception,
    line: shifted !== null && shifted > 0 ? shifted : null,
    // "on line 3", said by Python's parser, is a line of the program as well.
    message: withLinesShifted(message, /(\bon line )(\d+)/g, linesBefore),
    traceback: withLinesShifted(
      traceback,
      /(\bon line |File "<program>", line )(\d+)/g,
      linesBefore,
    ),
  };
}

function withLinesShifted(text: string, lines: RegExp, linesBefore: number): string {
  return text.replace(lines, (found, words: string, line: string) => {
    const shifted = Number(line) - linesBefore;
    return shifted > 0 ? `${words}${shifted}` : found;
  });
}
