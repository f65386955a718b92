/** A checker that runs nothing, whose ends the test decides. */

import type { Recording } from '../../../src/checking/recording.ts';
import type {
  Checker,
  CheckOptions,
  CheckRequest,
  RecordRequest,
} from '../../../src/checking/checker.ts';
import type { BoundChange } from '../../../src/checking/feedback/off-by-one.ts';
import type { Mistake } from '../../../src/checking/feedback/mistakes.ts';
import type { TestResult, Verdict } from '../../../src/checking/verdict.ts';
import type { ClueRequest, ReferenceClues } from '../../../src/tasks/reference-clues.ts';
import { FakeReader } from '../../support/fake-reader.ts';
import { Held } from './held.ts';

export class FakeChecker extends FakeReader implements Checker {
  readonly checks: { request: CheckRequest; options: CheckOptions; held: Held<Verdict> }[] = [];

  check(request: CheckRequest, options: CheckOptions = {}): Promise<Verdict> {
    const held = new Held<Verdict>();
    options.signal?.addEventListener('abort', () => held.fail(options.signal?.reason));
    this.checks.push({ request, options, held });
    return held.promise;
  }

  get last() {
    const last = this.checks.at(-1);
    if (!last) throw new Error('Nothing was checked.');
    return last;
  }

  async readOutline(code: string) {
    const functions = [...code.matchAll(/^def (\w+)\((.*)\):/gm)].map(
      ([, name = '', parameters = '']) => ({ name, parameters: parameters.split(', ') }),
    );
    return { functions, text: code.replace(/return .*/g, 'return …') };
  }

  async readClues({ code }: ClueRequest): Promise<ReferenceClues> {
    return {
      ...{ kinds: { parameters: [], result: [] }, ways: ['loop'], ideas: ['swap'], helpers: [] },
      ...{ names: [{ kind: 'builtin', name: 'len' }], outline: 'for … in …:', start: `${code}…` },
    };
  }

  async readHardCoding() {
    return { constants: [], calls: [] };
  }

  /** What `readMistakes` finds, whatever is asked. */
  mistakes: readonly Mistake[] = [];

  async readMistakes() {
    return this.mistakes;
  }

  /** What `readBoundChanges` finds, whatever is asked. */
  boundChanges: readonly BoundChange[] = [];

  async readBoundChanges() {
    return this.boundChanges;
  }

  async readSmallCalls({ functionName }: { readonly functionName: string }) {
    return [`${functionName}(3)`, `${functionName}(4)`];
  }

  readonly recordings: { request: RecordRequest; signal: AbortSignal; held: Held<Recording> }[] =
    [];

  record(request: RecordRequest, options: Pick<CheckOptions, 'signal'> = {}): Promise<Recording> {
    const held = new Held<Recording>();
    const signal = options.signal ?? new AbortController().signal;
    signal.addEventListener('abort', () => held.fail(signal.reason));
    this.recordings.push({ request, signal, held });
    return held.promise;
  }

  get lastRecording() {
    const last = this.recordings.at(-1);
    if (!last) throw new Error('Nothing was recorded.');
    return last;
  }

  async warmUp() {
    // Always warm.
  }

  close() {
    // Nothing to end.
  }
}

export function resultOf(source: string, fields: Partial<TestResult> = {}): TestResult {
  return {
    group: 'shown',
    source,
    outcome: 'passed',
    expected: null,
    got: null,
    expectedType: null,
    gotType: null,
    exception: null,
    output: '',
    ms: 1,
    isUnisolated: false,
    ...fields,
  };
}

export function verdictOf(fields: Partial<Verdict>): Verdict {
  return {
    status: 'passed',
    tests: [],
    exception: null,
    output: '',
    isOutputTruncated: false,
    oracle: [],
    ms: 20,
    ...fields,
  };
}
