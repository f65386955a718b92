/** The public data sets Synthpad knows: their homes and what their bytes must be. */

import type { TaskSourceId } from './task.ts';

export interface PublishedFile {
  readonly source: TaskSourceId;
  readonly address: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const home = 'https://raw.githubusercontent.com/google-research/google-research/master/mbpp/';

/** MBPP as published (CC BY 4.0), 974 tasks. */
export const mbppFile: PublishedFile = {
  source: 'mbpp',
  address: `${home}mbpp.jsonl`,
  sizeBytes: 563_743,
  sha256: 'ccf64ceae9c5403bf50a044cb6d505bfd2a2963ee58338ba268fd65beab92a9f',
};

/** Its hand-verified subset, 427 tasks. */
export const sanitizedMbppFile: PublishedFile = {
  source: 'mbpp-sanitized',
  address: `${home}sanitized-mbpp.json`,
  sizeBytes: 300_253,
  sha256: '7fec016546acaee11dbe14f9f0bb670e59f41919f7b522a59fba34871da78551',
};
