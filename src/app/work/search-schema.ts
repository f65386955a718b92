/**
 * What a stored, exported or linked report of a search may hold, of this version and earlier ones.
 * A field that is not known here is kept.
 */

import * as v from 'valibot';
import type { SearchReport } from '../../synthesis/search/search-state.ts';
import { nameCodes, plainCodes, typeCodes } from '../../synthesis/search/search-reason.ts';

const text = v.string();

const reason = v.variant('code', [
  v.object({ code: v.picklist(plainCodes) }),
  v.object({ code: v.picklist(nameCodes), name: text }),
  v.object({ code: v.picklist(typeCodes), type: text }),
]);

const found = v.looseObject({
  kind: v.literal('found'),
  program: text,
  explanation: v.looseObject({
    how: v.picklist(['expression', 'branches', 'loop']),
    cost: v.number(),
    words: v.pipe(v.array(text), v.readonly()),
  }),
});

const unsuccessful = {
  kind: v.picklist(['exhausted', 'out-of-time', 'refused']),
  best: v.nullable(text),
};

export const searchSchema: v.GenericSchema<unknown, SearchReport> = v.looseObject({
  progress: v.looseObject({
    tried: v.number(),
    level: v.number(),
    dropped: v.number(),
    held: v.number(),
    elapsedSeconds: v.number(),
    best: v.nullable(v.looseObject({ program: text, passes: v.number() })),
  }),
  result: v.nullable(
    v.union([
      found,
      v.looseObject({ ...unsuccessful, reason }),
      // Of version 0.1.
      v.looseObject({ ...unsuccessful, sentence: text }),
    ]),
  ),
});
