/** Rows of hidden inputs as they were published, from what is at hand on this visit. */

import type { HiddenRows } from '../../../evaluation/formats/evalplus-files.ts';
import type { Inputs } from './inputs-file.ts';

export function rowsOfInputs(inputs: Inputs): HiddenRows {
  return new Map([...inputs].map(([task, { hidden }]) => [task, hidden.row]));
}
