/** What a row of the list of models says is on this device. */

import { expect, test } from 'vitest';
import { keptBeside } from '../../../../src/app/models/offers-here.ts';

test('an adapter counts alone, and is whole where its base is', () => {
  const adapter = { keptBytes: 20, totalBytes: 20 };
  expect(keptBeside(adapter, [])).toEqual(adapter);
  expect(keptBeside(adapter, [{ keptBytes: 500, totalBytes: 500 }])).toEqual(adapter);
  const unknown = { keptBytes: 20, totalBytes: null };
  expect(keptBeside(adapter, [{ keptBytes: 300, totalBytes: 500 }])).toEqual(unknown);
  expect(keptBeside(adapter, [undefined])).toEqual(unknown);
});
