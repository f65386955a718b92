/**
 * What a stored, exported or linked report of a search may hold, of this version and earlier ones.
 * A field that is not known here is kept.
 */

import * as v from 'valibot';
import { mostCourse } from '../../platform/text-limits.ts';
import { mostShownTests } from '../../synthesis/prompt-settings.ts';
import type { SearchReport } from '../../synthesis/search/search-state.ts';
import {
  nameCodes,
  plainCodes,
  typeCodes,
  waitEnds,
} from '../../synthesis/search/search-reason.ts';

const text = v.string();

const reason = v.variant('code', [
  v.object({ code: v.picklist(plainCodes) }),
  v.object({ code: v.picklist(nameCodes), name: text }),
  v.object({ code: v.picklist(typeCodes), type: text }),
]);

const explained = {
  program: text,
  explanation: v.looseObject({
    how: v.picklist(['expression', 'branches', 'loop']),
    cost: v.number(),
    words: v.pipe(v.array(text), v.readonly()),
    until: v.exactOptional(v.picklist(waitEnds)),
  }),
};

const found = v.looseObject({ kind: v.literal('found'), ...explained });

const unsuccessful = {
  kind: v.picklist(['exhausted', 'out-of-time', 'refused']),
  best: v.nullable(text),
};

const wholeNumber = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** As a person can choose them: where a link brings them, they are taken up. */
const settings = v.object({
  shownTestCount: wholeNumber(0, mostShownTests),
  seconds: wholeNumber(1, 300),
  seed: wholeNumber(0, 2 ** 31 - 1),
});

/** What is nothing of the kind costs a replay its counts alone. */
const course = v.fallback(v.pipe(v.array(v.number()), v.maxLength(mostCourse)), []);

export const searchSchema: v.GenericSchema<unknown, SearchReport> = v.looseObject({
  progress: v.looseObject({
    tried: v.number(),
    level: v.number(),
    dropped: v.number(),
    held: v.number(),
    elapsedSeconds: v.number(),
    best: v.nullable(v.looseObject({ program: text, passes: v.number() })),
    kept: v.exactOptional(v.nullable(v.looseObject(explained))),
  }),
  result: v.nullable(
    v.union([
      found,
      v.looseObject({ ...unsuccessful, reason }),
      // Of version 0.1.
      v.looseObject({ ...unsuccessful, sentence: text }),
    ]),
  ),
  settings: v.exactOptional(settings),
  course: v.exactOptional(course),
});
