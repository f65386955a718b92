/** How a published set is divided, as MBPP's is: which tasks are for what. */

export const splits = ['prompt', 'test', 'validation', 'train'] as const;

export type Split = (typeof splits)[number];
