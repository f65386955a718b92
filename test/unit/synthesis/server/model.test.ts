import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  baseAddress,
  forThisComputer,
  isReachable,
  reachableSources,
} from '../../../../src/synthesis/server/model.ts';

test.each([
  ['http://localhost:8000', 'http://localhost:8000/v1'],
  ['http://localhost:8000/', 'http://localhost:8000/v1'],
  ['http://localhost:8000/v1/', 'http://localhost:8000/v1'],
  [' localhost:11434 ', 'http://localhost:11434/v1'],
  ['https://host.example/api', 'https://host.example/api/v1'],
  ['https://host.example/v1/chat/completions', 'https://host.example/v1'],
  ['https://host.example/v1/models?x=1', 'https://host.example/v1'],
  ['https://host.example/v1beta/openai/', 'https://host.example/v1beta/openai'],
  ['https://host.example/inference/chat/completions', 'https://host.example/inference'],
  ['https://host.example/api/chat/completions', 'https://host.example/api'],
  [
    'https://host.example/openai/deployments/a/chat/completions?v=1',
    'https://host.example/openai/deployments/a',
  ],
  ['http://0.0.0.0:8000', 'http://localhost:8000/v1'],
  ['ftp://host.example', null],
  ['', null],
  ['http://', null],
])('"%s" leads to %s', (address, base) => {
  expect(baseAddress(address)).toBe(base);
});

test.each([
  ['0.0.0.0:8000', 'http://localhost:8000'],
  [' http://0.0.0.0:8000/v1?a=b', 'http://localhost:8000/v1?a=b'],
  ['http://0.0.0.0.example', null],
  ['10.0.0.0:8000', null],
  ['localhost:8000', null],
])('"%s" as an address of this computer: %s', (address, expected) => {
  expect(forThisComputer(address)).toBe(expected);
});

test.each([
  ['https://host.example/v1', true],
  ['http://localhost:1/v1', true],
  ['http://127.0.0.1:1/v1', true],
  ['http://site.example/v1', true],
  ['http://192.168.0.7:8000/v1', false],
  ['http://localhost.example/v1', false],
])('the page may speak to %s: %s', (address, may) => {
  expect(isReachable(address, 'http://site.example')).toBe(may);
});

test('the policy of the page lets the same addresses through', () => {
  const [, sources] = /connect-src 'self' ([^;]+);/.exec(readFileSync('index.html', 'utf8')) ?? [];
  expect(sources?.split(' ')).toEqual(reachableSources);
});
