/** The name and version that a run carries of what made it. */

import { version } from '../../../../package.json';

export const madeWith = `Synthpad ${version}`;
