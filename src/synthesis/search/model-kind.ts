/** The search as a choice of model: how long it may take for one program. */

import * as v from 'valibot';
import { modelKind } from '../model-kind.ts';

export const searchKind = modelKind(
  v.object({ kind: v.literal('search'), seconds: v.pipe(v.number(), v.gtValue(0)) }),
  {
    engineId: 'search',
    nameOf: () => null,
    open: async ({ seconds }, { engines }, options) =>
      (await engines.search()).load({ seconds }, options),
    offerIdOf: () => 'search',
  },
);
