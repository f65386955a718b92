/**
 * Why a search found no program: a code with its fields, made by our Python or here. `texts` has a
 * sentence for each.
 */

/** Codes that say all there is to say. */
export const plainCodes = [
  // The search ran, and ended.
  'nothing-fits',
  'out-of-time',
  'out-of-memory',
  // Its interpreter was lost.
  'stuck',
  'broke-off',
  'ended-from-outside',
  // The shown asserts cannot be searched over.
  'no-function',
  'no-asserts',
  'no-arguments',
  'too-many-arguments',
  'different-argument-counts',
  'not-positional',
  'contradiction',
  'not-python',
  'not-one-assert',
  'unknown-operator',
  'unknown-expression',
  'number-too-large',
  'value-too-large',
  'values-too-large',
  'range-too-large',
  'runs-too-long',
] as const;

/** `name`: of a function, or of what an assert uses. */
export const nameCodes = ['no-call', 'several-calls', 'undefined-name'] as const;

/** `type`: of the exception that was raised. */
export const typeCodes = ['setup-fails', 'assert-raises', 'unreadable'] as const;

/** Why a search waited no longer for a plainer program than the one that it kept. */
export const waitEnds = ['time-limit', 'size-limit', 'memory-limit', 'stopped', 'lost'] as const;

export type WaitEnd = (typeof waitEnds)[number];

export type PlainSearchCode = (typeof plainCodes)[number];

export type SearchReason =
  | { readonly code: PlainSearchCode }
  | { readonly code: (typeof nameCodes)[number]; readonly name: string }
  | { readonly code: (typeof typeCodes)[number]; readonly type: string };
