/** What a fake reader takes for the statements of a text: all of it, by its definitions. */

import type { MixedText, StatementRun } from '../../src/tasks/python-reader.ts';

export function textRuns(texts: readonly MixedText[]): StatementRun[][] {
  return texts.map(({ text }) => {
    const names = [...text.matchAll(/^def (\w+)/gm)].map(([, name = '']) => name);
    if (names.length === 0) return [];
    const binds = names.map((name) => [name, 'definition'] as const);
    const last = text.trimEnd().split('\n').length;
    return [{ code: text, first: 1, last, binds, needs: [], isCut: false }];
  });
}
