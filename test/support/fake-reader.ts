/** Reads Python by patterns, as far as the doubles of the checker need it. */

import type { MixedText, TestReading } from '../../src/tasks/python-reader.ts';
import { textRuns } from './text-runs.ts';

/** Reads `assert name(input) == expected`, which is all that tests of the page use. */
function readTest(source: string): TestReading {
  const [, call = null, functionName = 'f', input, expected = null] =
    /^assert ((\w+)\((.*)\)) == (.*)$/.exec(source) ?? [];
  const inputs = input === undefined ? [] : [input];
  return { source, functionName, call, inputs, expected, syntaxError: null };
}

export class FakeReader {
  async readTests(tests: readonly string[]): Promise<TestReading[]> {
    return tests.map(readTest);
  }

  async readProgram(code: string) {
    const definitions = [...code.matchAll(/^def (\w+)/gm)].map(([, name = '']) => name);
    return { kind: 'program', definitions } as const;
  }

  async readRuns(texts: readonly MixedText[]) {
    return textRuns(texts);
  }

  async readLongestCode(text: string) {
    return text;
  }
}
