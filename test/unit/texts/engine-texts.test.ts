/** What an engine's failure is called where there is no page: in a command. */
import { expect, test } from 'vitest';
import { engineFailureText } from '../../../src/texts/engine-texts.ts';

test('a server that forbids the page is named by a command too', () => {
  const address = 'http://localhost:11434/v1';
  expect(engineFailureText({ kind: 'server-forbids-page', address })).toContain('OLLAMA_ORIGINS=*');
});

test.each([
  [
    'https://host.example/tiny.gguf',
    'The downloaded model file is damaged and was deleted. Download it again; if that does not help, the file at its source is broken.',
  ],
  [
    'tiny.gguf',
    'The model file is damaged, or was changed while it was read. Choose it again; if that does not help, get another copy of it.',
  ],
])('a damaged file is to be downloaded or chosen again: %s', (address, text) => {
  expect(engineFailureText({ kind: 'corrupt-file', address, detail: '' })).toBe(text);
});
