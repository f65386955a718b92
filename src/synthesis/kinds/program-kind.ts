/** Program synthesis: a program is asked for. */

import { examplesFor } from '../examples.ts';
import { briefOf, promptFor, stopStringsFor } from '../prompt-settings.ts';
import type { AskedKind } from './asked-kind.ts';

export const programKind: AskedKind = {
  examplesFor,
  promptFor: ({ task, functionName }, settings, examples) =>
    promptFor(settings, briefOf(task, functionName, settings), examples),
  stopStringsFor: (prompt, { codePrompt }) => stopStringsFor(prompt, codePrompt),
};
