import { readFileSync } from 'node:fs';
import { modelVersion } from '@mlc-ai/web-llm';
import { expect, test } from 'vitest';
import { webLlmVersion } from '../../../../src/synthesis/web-llm/library-version.ts';

test('the version is that of the package, and of the libraries that it lists', () => {
  const file = 'node_modules/@mlc-ai/web-llm/package.json';
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  expect(webLlmVersion).toBe(version);
  expect(modelVersion).toContain(version.replaceAll('.', '_'));
});
