/** A model on a server as a choice. Its key is never part of it. */

import * as v from 'valibot';
import { modelKind } from '../model-kind.ts';

/** What a server that nobody asked about takes at a time. */
export const usualParallel = 4;

export const serverKind = modelKind(
  v.object({
    kind: v.literal('server'),
    address: v.string(),
    model: v.string(),
    parallel: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(256)),
  }),
  {
    engineId: 'server',
    isRemembered: () => true,
    nameOf: ({ model }) => model,
    open: async ({ address, model }, { engines, serverKey }, options) =>
      (await engines.server()).load({ address, model, apiKey: serverKey(address) }, options),
    offerIdOf: ({ address, model }) => `server/${address}#${model}`,
    sendsTo: ({ address }) => address,
  },
);
