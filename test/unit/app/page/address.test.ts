import { expect, test } from 'vitest';
import {
  addressOf,
  addressOfStudy,
  home,
  placeAt,
  runIdsAt,
  studyPlaceAt,
  unknownSetAt,
  viewAt,
} from '../../../../src/app/page/address.ts';

test.for([
  ['#/mbpp/2', { source: 'mbpp', id: '2' }],
  ['#/mbpp-sanitized', { source: 'mbpp-sanitized', id: null }],
  ['#/own-file/a%20b%2Fc', { source: 'own-file', id: 'a b/c' }],
  ['#/starter/%', { source: 'starter', id: '%' }],
  ['', home],
  ['#main', home],
  ['#/elsewhere/2', home],
  ['#/humaneval/0', { source: 'human-eval', id: '0' }],
  ['#/HumanEval', { source: 'human-eval', id: null }],
  ['#/MBPP/2', { source: 'mbpp', id: '2' }],
  ['#/mbpp_sanitized/2', { source: 'mbpp-sanitized', id: '2' }],
] as const)('the address "%s" names a place', ([hash, place]) => {
  expect(placeAt(hash)).toEqual(place);
});

test.for([
  ['#/apps/1', 'apps'],
  ['#/my%20set', 'my set'],
  ['#/humaneval/0', null],
  ['#/own-file/1', null],
  ['#/', null],
  ['#main', null],
  ['', null],
] as const)('the address "%s" names the unknown set %j', ([hash, name]) => {
  expect(unknownSetAt(hash)).toBe(name);
});

test.for(['2', 'sum-1', 'a b/c', '100%', '#1', 'é'])('the id "%s" survives an address', (id) => {
  const place = { source: 'own-file', id } as const;
  expect(placeAt(addressOf(place))).toEqual(place);
});

test.for([
  ['#/evaluation/studies', { study: null, record: null }],
  ['#/evaluation/studies/temperature', { study: 'temperature', record: null }],
  [addressOfStudy('temperature', '0a1b'), { study: 'temperature', record: '0a1b' }],
] as const)('the address "%s" is of a study, and of no run', ([hash, place]) => {
  expect([viewAt(hash), studyPlaceAt(hash), runIdsAt(hash)]).toEqual(['evaluation', place, []]);
});

test('a run is no study', () => {
  expect(studyPlaceAt('#/evaluation/studies-of-mine')).toBeNull();
  expect(runIdsAt('#/evaluation/0a1b/2c3d')).toEqual(['0a1b', '2c3d']);
});
