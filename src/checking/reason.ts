/**
 * Why a test could not be decided, or not in isolation: a code with its fields, made by our Python
 * or here. `texts` has a sentence for each.
 */

/** Why a value cannot be judged. */
export type UndecidedReason =
  /** `type`: "collections.abc.Foo" */
  | { readonly code: 'foreign-type'; readonly type: string }
  | { readonly code: 'too-many-parts' | 'too-deep' | 'too-many-calls'; readonly limit: number }
  | { readonly code: 'endless-iterator'; readonly limit: number }
  | {
      readonly code:
        | 'number-too-large'
        | 'too-much-text'
        | 'colliding-hashes'
        | 'not-a-value'
        | 'took-too-long'
        | 'asks-too-long'
        | 'runs-text'
        | 'hands-over'
        | 'no-answer';
    };

/** Why a program's interpreter came to no answer. */
export type BrokenReason = { readonly code: 'broke-interpreter' | 'out-of-stack' };

const environmentCodes = [
  'no-package',
  'no-module',
  'no-threads',
  'no-processes',
  'no-network',
  'no-input',
  'no-files',
  'waits-for-outside',
] as const;

/** What the program used that a browser does not have, going by what Python raised. */
export type EnvironmentReason = { readonly code: (typeof environmentCodes)[number] };

const taskFaultCodes = [
  'unreadable-tests',
  'unreadable-hidden-inputs',
  'broken-reference',
] as const;

/** What is wrong with the task's own row: no program can be checked. `error` as Python prints it. */
export interface TaskFaultReason {
  readonly code: (typeof taskFaultCodes)[number];
  readonly task: string;
  readonly error: string;
}

export type Reason = UndecidedReason | BrokenReason | EnvironmentReason | TaskFaultReason;

/** Why a test has to run together with the program. */
export type UnisolatedReason =
  | 'uses-class'
  | 'uses-program-value'
  | 'uses-function-itself'
  | 'uses-process'
  | 'runs-text'
  | 'hands-over'
  | 'nested-too-deep';

const plainCodes = [
  'number-too-large',
  'too-much-text',
  'colliding-hashes',
  'not-a-value',
  'took-too-long',
  'asks-too-long',
  'runs-text',
  'hands-over',
  'no-answer',
] as const;
const limitCodes = ['too-many-parts', 'too-deep', 'too-many-calls', 'endless-iterator'] as const;

/** What the judge alone can find: a program that says so means nothing by it. */
const judgesOwn: readonly UndecidedReason['code'][] = [
  ...(['too-many-calls', 'took-too-long', 'asks-too-long'] as const),
  ...(['runs-text', 'hands-over', 'no-answer'] as const),
];

/** Of what a program's interpreter claims of a value. */
export function readValueReason(value: unknown): UndecidedReason {
  const reason = readReason(value);
  return judgesOwn.includes(reason.code) ? { code: 'not-a-value' } : reason;
}

/** Of what is stored, or the judge says: anything unknown is `not-a-value`. */
function readReason(value: unknown): UndecidedReason {
  const fields = typeof value === 'object' && value !== null ? (value as Fields) : {};
  const { code } = fields;
  if (code === 'foreign-type') return { code, type: String(fields['type']).slice(0, 200) };
  const limited = limitCodes.find((each) => each === code);
  if (limited) return { code: limited, limit: Number(fields['limit']) || 0 };
  return { code: plainCodes.find((each) => each === code) ?? 'not-a-value' };
}

/** Of what an interpreter claims: null for anything else. */
export function readEnvironmentReason(value: unknown): EnvironmentReason | null {
  const { code } = typeof value === 'object' && value !== null ? (value as Fields) : {};
  const known = environmentCodes.find((each) => each === code);
  return known ? { code: known } : null;
}

export function isEnvironmentReason(reason: Reason): reason is EnvironmentReason {
  return environmentCodes.some((each) => each === reason.code);
}

export function isTaskFault(reason: Reason | undefined): reason is TaskFaultReason {
  return taskFaultCodes.some((each) => each === reason?.code);
}

/** Of a stored report. */
export function readAnyReason(value: unknown): Reason {
  const { code } = typeof value === 'object' && value !== null ? (value as Fields) : {};
  const environment = readEnvironmentReason(value);
  if (environment) return environment;
  if (code === 'broke-interpreter' || code === 'out-of-stack') return { code };
  const taskFault = taskFaultCodes.find((each) => each === code);
  if (taskFault) {
    const { task, error } = value as Fields;
    return { code: taskFault, task: String(task), error: String(error) };
  }
  return readReason(value);
}

type Fields = Readonly<Record<string, unknown>>;
