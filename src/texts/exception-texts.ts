/** What Python's exceptions mean to someone who meets them for the first time. */

import type { ValueSlip } from '../checking/verdict-facts.ts';

/** The usual cause of an exception; null where its message says all there is. */
export function usualCause(type: string): string | null {
  return causes[type] ?? null;
}

const causes: Readonly<Record<string, string>> = {
  AttributeError: 'This kind of value has no such method or attribute. Often it is None.',
  IndentationError: 'Lines of one block must begin at the same column, with four spaces each step.',
  IndexError: 'A position past the end was asked for. Often a loop runs one step too far.',
  KeyError: 'The dictionary has no such key. Ask with get(), or check with "in" first.',
  MemoryError: 'A list or a text grew too large. Look for a loop that keeps adding to it.',
  ModuleNotFoundError: 'Only Python’s own library is here. Write the function without this module.',
  NameError: 'A name is used that was never given a value. Check its spelling and its place.',
  OverflowError: 'A number grew too large for this operation.',
  RecursionError: 'The function keeps calling itself. Check the case in which it should stop.',
  StopIteration: 'An iterator was asked for one more item than it has.',
  SyntaxError: 'Python cannot read this line. Often a bracket, a quote or a colon is missing.',
  TypeError: 'An operation met a kind of value it does not take, or a call has too many arguments.',
  UnboundLocalError: 'The variable is read before this function gives it a value.',
  ValueError: 'The kind of value is right, but not the value itself.',
  ZeroDivisionError: 'Something is divided by zero. Treat that case on its own.',
};

export function slipText(slip: ValueSlip): string {
  switch (slip) {
    case 'nothing-returned':
      return 'The function returned nothing. Often a return is missing, or print stands in its place.';
    case 'text-or-value':
      return 'One of them is a text, in quotes, the other is the value itself.';
    case 'list-or-tuple':
      return 'The items are right, but a list is not a tuple: [ ] and ( ) differ.';
    case 'rounding':
      return 'They differ in the last digits only, from rounding.';
    case 'letter-case':
      return 'They differ only in capital and small letters.';
    case 'blanks':
      return 'They differ only in spaces or line ends.';
    case 'order':
      return 'The items are right, but in another order.';
  }
}
