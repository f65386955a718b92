/**
 * A program that a person wrote for code to complete. It may be the rest of the function alone, as a
 * model's reply may: then it runs behind its prompt, and what Python says of lines is said of the
 * lines that the person sees. What was written stays as it is.
 */

import { type Checker, partUnreachable } from '../../checking/checker.ts';
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

/** Checks what was written as `ownCompletion` has it run. What tells its lines comes with the first. */
export function completingChecker(checker: Pick<Checker, 'check'>): Pick<Checker, 'check'> {
  return {
    async check(request, options = {}) {
      const { task, program } = request;
      const wanted = { functionName: task.functionName ?? null, codePrompt: task.codePrompt };
      const completion = program === null ? null : ownCompletion(program, wanted);
      if (!completion) return checker.check(request, options);
      const { resultAsWritten, verdictAsWritten } = await import('./lines-as-written.ts').catch(
        (cause: unknown) => {
          throw partUnreachable(cause);
        },
      );
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
