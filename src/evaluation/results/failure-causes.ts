/**
 * Why samples fail, as causes that many of them share: an exception's type with the shape of its
 * message, the kind of a wrong value, any other status. Owns what counts as one cause, and how often
 * the same wrong program comes; the words for a cause are in `texts`.
 */

import { slipBetween, type ValueSlip } from '../../checking/feedback/value-slips.ts';
import type { Status, TestResult, Verdict } from '../../checking/verdict.ts';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import { outcomeOf, type Run, type Sample } from '../runs/run.ts';
import { isCountedIn } from './run-results.ts';
import { type ValueKind, valueKindOf } from './value-kind.ts';

export type FailureCause =
  /** `shape`: the message with its names and numbers left out; "" where there is none. */
  | { readonly kind: 'exception'; readonly type: string; readonly shape: string }
  /** A usual slip between what is expected and what was returned. */
  | { readonly kind: 'slip'; readonly slip: ValueSlip | 'empty' | 'off-by-one' }
  | { readonly kind: 'wrong-type'; readonly expected: ValueKind; readonly got: ValueKind }
  | { readonly kind: 'wrong-value'; readonly type: ValueKind }
  /** Both print alike, as far as they are shown; the names of their types. */
  | { readonly kind: 'looks-equal'; readonly expected: string; readonly got: string }
  /** A test that compares otherwise than by `==`. */
  | { readonly kind: 'comparison'; readonly operator: string }
  | { readonly kind: 'status'; readonly status: Status }
  /** There is no reply. */
  | { readonly kind: 'no-reply'; readonly failure: EngineFailure['kind'] };

export interface SamplePlace {
  readonly run: string;
  readonly task: string;
  readonly index: number;
}

export interface FailureGroup {
  readonly cause: FailureCause;
  readonly samples: number;
  readonly tasks: number;
  /** Samples by the run that they are of; none at 0. */
  readonly byRun: ReadonlyMap<string, number>;
  /** The first one. */
  readonly example: SamplePlace;
}

/** One wrong program that several samples of a task share. */
export interface RepeatedProgram {
  readonly task: string;
  readonly status: Status;
  readonly samples: number;
  readonly byRun: ReadonlyMap<string, number>;
  readonly example: SamplePlace;
}

export interface FailureGroups {
  readonly failed: number;
  /** The most frequent first. */
  readonly causes: readonly FailureGroup[];
  /** Likewise. */
  readonly programs: readonly RepeatedProgram[];
}

/** Null where the sample passed, or is not checked yet. */
export function causeOf({ verdict, failure }: Sample): FailureCause | null {
  if (failure) return { kind: 'no-reply', failure: failure.kind };
  if (!verdict || verdict.status === 'passed') return null;
  const { status } = verdict;
  const test = verdict.tests.find(({ outcome }) => outcome === status);
  if (status === 'failed-assertion') return valueCause(test) ?? { kind: 'status', status };
  if (status === 'runtime-error' || status === 'syntax-error') {
    return exceptionCause(verdict, test) ?? { kind: 'status', status };
  }
  return { kind: 'status', status };
}

function exceptionCause({ exception }: Verdict, test: TestResult | undefined): FailureCause | null {
  const raised = exception ?? test?.exception;
  return raised ? { kind: 'exception', type: raised.type, shape: shapeOf(raised.message) } : null;
}

function valueCause(test: TestResult | undefined): FailureCause | null {
  if (!test || test.expected === null || test.got === null) return null;
  const { expected, got, expectedType, gotType } = test;
  if (expectedType && gotType) return { kind: 'looks-equal', expected: expectedType, got: gotType };
  const operator = operatorOf(expected);
  if (operator !== null && got !== 'None') return { kind: 'comparison', operator };
  if (isOffByOne(expected, got)) return { kind: 'slip', slip: 'off-by-one' };
  const slip = slipBetween(expected, got);
  if (slip) return { kind: 'slip', slip };
  const [wanted, given] = [valueKindOf(expected), valueKindOf(got)];
  if (wanted !== given) return { kind: 'wrong-type', expected: wanted, got: given };
  if (isEmpty(got)) return { kind: 'slip', slip: 'empty' };
  return { kind: 'wrong-value', type: wanted };
}

/** What stands before the value, where it is not `==`: "is" of "is True". */
function operatorOf(expected: string): string | null {
  return /^(!=|[<>]=?|is not|is|not in|in) /.exec(expected)?.[1] ?? null;
}

function isOffByOne(expected: string, got: string): boolean {
  if (valueKindOf(expected) !== 'int' || valueKindOf(got) !== 'int') return false;
  const difference = BigInt(expected) - BigInt(got);
  return difference === 1n || difference === -1n;
}

function isEmpty(value: string): boolean {
  return ['[]', '()', '{}', 'set()', "''", '""'].includes(value);
}

/** Types that Python quotes in its messages say what is wrong; other names are the program's own. */
const telling = /^(int|str|float|bool|list|tuple|dict|set|NoneType|function|type|generator)$/;
/** Functions of Python that its messages name: "max() arg is an empty sequence". */
const builtins =
  /^(abs|all|any|bool|bytes|chr|dict|divmod|enumerate|filter|float|hash|int|iter|len|list|map|max|min|next|ord|pow|range|reversed|round|set|sorted|str|sum|tuple|type|zip)(\.|$)/;
const longestShape = 160;

/** "name 'foo' is not defined" and "name 'bar' is not defined" are of one shape. */
export function shapeOf(message: string): string {
  const [line = ''] = message.split('\n');
  return (
    line
      .slice(0, longestShape)
      .replace(/0x[0-9a-f]+/gi, '…')
      // Neither the apostrophe of "can't" nor signs, as of "expected ':'", are a name.
      .replace(/(?<!\w)b?(['"])((?:(?!\1).)*)\1/g, (whole, _quote, inner: string) =>
        telling.test(inner) || !/[\p{L}\p{N}_]/u.test(inner) ? whole : '‘…’',
      )
      .replace(/[\w.<>]+(?=\(\))/g, (name) => (builtins.test(name) ? name : '…'))
      .replace(/(?<![\w.])-?\d+(\.\d+)?(?![\w.])/g, 'N')
      .trim()
  );
}

interface GrowingGroup<What> {
  readonly what: What;
  samples: number;
  readonly tasks: Set<string>;
  readonly byRun: Map<string, number>;
  readonly example: SamplePlace;
}

/**
 * Takes samples one by one, so that a run of any size is grouped as it is read. Those that the
 * results leave out are in no group.
 */
export class FailureTally {
  readonly #runs: ReadonlyMap<string, Run>;
  readonly #causes = new Map<string, GrowingGroup<FailureCause>>();
  readonly #programs = new Map<string, GrowingGroup<Status>>();
  #failed = 0;

  /** `runs`: all that samples are of. */
  constructor(runs: readonly Run[]) {
    this.#runs = new Map(runs.map((run) => [run.id, run]));
  }

  add(sample: Sample): void {
    const run = this.#runs.get(sample.run);
    const cause = causeOf(sample);
    const outcome = outcomeOf(sample);
    if (!run || !cause || !isCountedIn(run, outcome)) return;
    this.#failed++;
    const task = `${run.plan.tasks.source}/${sample.task}`;
    grow(this.#causes, JSON.stringify(cause), cause, sample, task);
    const { programHash, status } = outcome;
    if (programHash === null || programHash === undefined || status === null) return;
    // The same replies under other rules are no more programs.
    if (run.revisedFrom !== undefined && this.#runs.has(run.revisedFrom)) return;
    grow(this.#programs, `${programHash}/${task}`, status, sample, task);
  }

  groups(): FailureGroups {
    const causes = [...this.#causes.values()].map(({ what, tasks, ...rest }): FailureGroup => ({
      ...rest,
      cause: what,
      tasks: tasks.size,
    }));
    const programs = [...this.#programs.values()]
      .filter(({ samples }) => samples > 1)
      .map(({ what, samples, byRun, example }): RepeatedProgram => ({
        ...{ task: example.task, status: what },
        ...{ samples, byRun, example },
      }));
    return {
      failed: this.#failed,
      causes: causes.sort(mostFirst),
      programs: programs.sort(mostFirst),
    };
  }
}

function grow<What>(
  groups: Map<string, GrowingGroup<What>>,
  key: string,
  what: What,
  { run, task, index }: Sample,
  askedTask: string,
): void {
  const known = groups.get(key);
  const group = known ?? {
    ...{ what, samples: 0, tasks: new Set(), byRun: new Map() },
    example: { run, task, index },
  };
  if (!known) groups.set(key, group);
  group.samples++;
  group.tasks.add(askedTask);
  group.byRun.set(run, (group.byRun.get(run) ?? 0) + 1);
}

function mostFirst(
  left: { readonly samples: number },
  right: { readonly samples: number },
): number {
  return right.samples - left.samples;
}
