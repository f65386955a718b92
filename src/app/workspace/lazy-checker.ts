/** The checker in a chunk of its own, fetched with the first question. */

import { type Checker, partUnreachable } from '../../checking/checker.ts';
import { once } from '../../platform/once.ts';

/** Where the chunk cannot be fetched, every question rejects with a `CheckerError`. */
export function lazyChecker(load: () => Promise<Checker>): Checker {
  const open = once(() =>
    load().catch((error: unknown) => {
      throw partUnreachable(error);
    }),
  );
  let opened: Checker | null = null;
  const checker = async () => (opened = await open());
  return {
    warmUp: async () => (await checker()).warmUp(),
    check: async (request, options) => (await checker()).check(request, options),
    readTests: async (tests, referenceCode) => (await checker()).readTests(tests, referenceCode),
    readProgram: async (code) => (await checker()).readProgram(code),
    readLongestCode: async (text, functionName) =>
      (await checker()).readLongestCode(text, functionName),
    readRuns: async (texts, functionName) => (await checker()).readRuns(texts, functionName),
    readOutline: async (code) => (await checker()).readOutline(code),
    readClues: async (request) => (await checker()).readClues(request),
    readHardCoding: async (request) => (await checker()).readHardCoding(request),
    readMistakes: async (request) => (await checker()).readMistakes(request),
    readBoundChanges: async (program) => (await checker()).readBoundChanges(program),
    readSmallCalls: async (request) => (await checker()).readSmallCalls(request),
    record: async (request, options) => (await checker()).record(request, options),
    close: () => opened?.close(),
  };
}
