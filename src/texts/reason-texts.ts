/** Why a test could not be decided, or not in isolation: a sentence for each code. */

import { type Reason, isEnvironmentReason } from '../checking/reason.ts';
import type { ExceptionReport } from '../checking/verdict.ts';

export function reasonText(reason: Reason): string {
  switch (reason.code) {
    case 'foreign-type':
      return `A value of type ${reason.type} cannot leave the program.`;
    case 'too-many-parts':
      return `The value has more than ${reason.limit.toLocaleString('en')} parts.`;
    case 'too-deep':
      return `The value is nested more than ${reason.limit} deep, or contains itself.`;
    case 'too-many-calls':
      return `The test makes more than ${reason.limit.toLocaleString('en')} calls.`;
    case 'endless-iterator':
      return `The test reads past the first ${reason.limit.toLocaleString('en')} items of an iterator that may be endless.`;
    case 'number-too-large':
      return 'The value holds a number with too many digits.';
    case 'too-much-text':
      return 'The value is too large.';
    case 'colliding-hashes':
      return 'The items of a set or dictionary were made to have the same hash.';
    case 'not-a-value':
      return 'The program returned something that is not a value.';
    case 'took-too-long':
      return 'Comparing the returned value took too long or too much memory.';
    case 'asks-too-long':
      return 'Each call of the test needs the result of the one before, and there are too many of them.';
    case 'runs-text':
      return 'The test would run text that the program returned.';
    case 'hands-over':
      return 'The test gives the program a function, an iterator or an object of its own.';
    case 'no-answer':
      return 'A call had no answer.';
    case 'no-package':
      return 'Only Python’s standard library is available. Write the function without this module.';
    case 'no-module':
      return 'This module of the standard library does not work in a browser and is not included.';
    case 'no-threads':
      return 'Threads cannot start in this browser sandbox. Call the function directly.';
    case 'no-processes':
      return 'Programs cannot start other processes in this browser sandbox.';
    case 'no-network':
      return 'There are no sockets and no network in this browser sandbox.';
    case 'no-input':
      return 'There is nobody to type input. The function gets its input as arguments.';
    case 'no-files':
      return 'The sandbox has no files except those that the program writes itself.';
    case 'waits-for-outside':
      return 'All tasks of the event loop wait for something that cannot happen in the sandbox.';
    case 'unreadable-tests':
      return `The tests of task ${reason.task}, or its setup code, break Python or do not come to an end. Check its row in the file of the task set.`;
    case 'unreadable-hidden-inputs':
      return `The hidden inputs of task ${reason.task} cannot be read (${reason.error}). Check its row in the file of the task set.`;
    case 'broken-reference':
      return `The reference solution of task ${reason.task} returns no expected value (${reason.error}), so its hidden inputs cannot be checked.`;
    case 'broke-interpreter':
      return 'The program broke its interpreter.';
    case 'out-of-stack':
      return 'The browser’s stack ended before Python’s recursion limit. Calls through Python’s C code (sort keys, operators, repr) can nest about 700 deep here, and about 3,000 linked objects can be freed at once.';
  }
}

export const unisolatedNote =
  'Not isolated: this test had to run together with the program, which could have influenced the result.';
export const asksNothingNote = 'This test does not use the program, so it says nothing about it.';
export const lacksExpectedNote =
  'Not counted: the reference solution failed or was too slow for this input, or returned too large a value, so the expected value is not known.';

/** What was raised, in one line: of any report, however old. */
export function exceptionLine({ type, message, reason }: ExceptionReport): string {
  const said = reason && !isEnvironmentReason(reason) ? reasonText(reason) : message;
  return said ? `${type}: ${said}` : type;
}

/** As Python prints it, ending with what the checker itself has to say. */
export function exceptionText(exception: ExceptionReport): string {
  const { reason, traceback } = exception;
  if (!reason) return traceback;
  return isEnvironmentReason(reason)
    ? `${traceback}\n${reasonText(reason)}`
    : exceptionLine(exception);
}

/** What the browser lacks that the program used; null where that is not why it was raised. */
export function environmentHint({ reason }: ExceptionReport): string | null {
  return reason && isEnvironmentReason(reason) ? reasonText(reason) : null;
}
