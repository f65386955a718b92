/** What an engine's failure is called where there is no page: in a command. */
import { expect, test } from 'vitest';
import { engineFailureText } from '../../../src/texts/engine-texts.ts';

test('a server that forbids the page is named by a command too', () => {
  const address = 'http://localhost:11434/v1';
  expect(engineFailureText({ kind: 'server-forbids-page', address })).toContain('OLLAMA_ORIGINS=*');
});
