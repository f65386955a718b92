/** Texts of one sample of a run: its place among the others, what can be done with it, two side by side. */

import { count, duration, grouped, listed } from './format.ts';

export const sampleTexts = {
  task: (id: string) => `Task ${id}`,
  sample: 'Sample',
  option: (index: number, state: string) => `Sample ${index + 1}: ${state}`,
  back: 'Back to results',
  loading: 'Loading the sample …',
  missing: 'This run has no such sample. It may still come, or the address is of another log.',
  unreadable: 'The sample could not be read. Reload the page to try again.',
  runNotHere: (run: string) =>
    `The run that this address names (${run}) is not shown here. Import its log, or choose another run.`,
  ofRun: (name: string) => `of ${name}`,
  /** `failures`: their kinds, as logs have them. */
  askedAgain: (failures: readonly string[]) =>
    `Asked for again after ${count(failures.length, 'failure')}: ${listed(failures)}.`,
  took: (ms: number, limitMs: number) =>
    `The program took ${duration(ms)} of the ${duration(limitMs)} that it had.`,
  notChecked: 'This sample is not checked yet.',
  program: (index: number) => `Program of sample ${index + 1}`,
  testsShown: (shown: number, total: number) =>
    `${shown} of ${count(total, 'test')}. Hidden tests that pass are not listed.`,
  reply: (ms: number, tokens: number | null) =>
    tokens ? `${duration(ms)}, ${count(tokens, 'token')}` : duration(ms),
  seed: (seed: number) => `seed ${seed}`,

  neighbours: 'Other samples',
  previous: 'Previous',
  next: 'Next',
  nextFailing: 'Next failing',
  position: (at: number, total: number) => `${grouped(at)} of ${grouped(total)}`,
  address: 'The address of this view leads here wherever the log of the run is imported.',
  run: 'Run',
  beside: 'Compare with',
  nothingBeside: 'No other run',
  sideOf: (name: string) => `Sample of ${name}`,
  notInRun: (name: string) => `${name} has no sample of this task.`,

  playground: 'Open in the playground',
  recheck: 'Re-check this sample',
  rechecking: 'Checking …',
  recheckedSame: (state: string) => `Checked again just now: ${state}, as before.`,
  recheckedOther: (state: string, before: string) =>
    `Checked again just now: ${state}. The run has “${before}”, which stays.`,
  needsInputs:
    'This run was checked with hidden inputs, which the page does not store. Use “Re-check” with their file.',

  diff: 'Difference of the programs',
  diffAbout: (before: string, after: string) => `− only in ${before}, + only in ${after}`,
  onlyIn: (name: string) => `only in ${name}:`,
  samePrograms: 'Both programs are the same.',
} as const;
