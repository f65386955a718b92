import { expect, test } from 'vitest';
import { addressOf, home, placeAt } from '../../../../src/app/page/address.ts';

test.for([
  ['#/mbpp/2', { source: 'mbpp', id: '2' }],
  ['#/mbpp-sanitized', { source: 'mbpp-sanitized', id: null }],
  ['#/own-file/a%20b%2Fc', { source: 'own-file', id: 'a b/c' }],
  ['#/starter/%', { source: 'starter', id: '%' }],
  ['', home],
  ['#main', home],
  ['#/elsewhere/2', home],
] as const)('the address "%s" names a place', ([hash, place]) => {
  expect(placeAt(hash)).toEqual(place);
});

test.for(['2', 'sum-1', 'a b/c', '100%', '#1', 'é'])('the id "%s" survives an address', (id) => {
  const place = { source: 'own-file', id } as const;
  expect(placeAt(addressOf(place))).toEqual(place);
});
