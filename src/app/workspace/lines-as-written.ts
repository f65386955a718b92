/** What a check says of a program's lines, said of the lines that the person wrote. */

import type { ExceptionReport, TestResult, Verdict } from '../../checking/verdict.ts';

export function verdictAsWritten(verdict: Verdict, linesBefore: number): Verdict {
  return {
    ...verdict,
    exception: exceptionAsWritten(verdict.exception, linesBefore),
    tests: verdict.tests.map((result) => resultAsWritten(result, linesBefore)),
  };
}

export function resultAsWritten(result: TestResult, linesBefore: number): TestResult {
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
