/** What Python's exceptions mean, for someone who sees them for the first time. */

/** The usual cause of an exception; null where its message says all there is. */
export function usualCause(type: string): string | null {
  return causes[type] ?? null;
}

const causes: Readonly<Record<string, string>> = {
  AttributeError: 'This type of value has no such method or attribute. Often the value is None.',
  IndentationError:
    'All lines of a block must start at the same column. Indent each level by four spaces.',
  IndexError: 'The index is past the end. Often a loop runs one step too far.',
  KeyError: 'The dictionary has no such key. Use get(), or check with "in" first.',
  MemoryError: 'A list or string grew too large. Look for a loop that keeps adding to it.',
  ModuleNotFoundError:
    'Only Python’s standard library is available. Write the function without this module.',
  NameError:
    'This name has no value. Check its spelling, and that it is assigned before this line.',
  OverflowError: 'A number grew too large for this operation.',
  RecursionError: 'The function keeps calling itself. Check the case in which it should stop.',
  StopIteration: 'next() was called on an iterator that has no more items.',
  SyntaxError: 'Python cannot parse this line. Often a bracket, a quote or a colon is missing.',
  TypeError:
    'An operation got a value of the wrong type, or a call has the wrong number of arguments.',
  UnboundLocalError: 'The function reads this variable before assigning it.',
  ValueError: 'The value has the right type, but is not valid here.',
  ZeroDivisionError: 'Something is divided by zero. Handle that case separately.',
};
