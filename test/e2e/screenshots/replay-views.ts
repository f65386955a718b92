/** Recorded sessions: one while it plays, as it ended, two writers side by side, and the playlists. */

import type { Page } from 'playwright';
import { replies, type View } from './view.ts';

const task = {
  // Of a person's own: the starter set's third has other tests.
  ...{ source: 'own-file', id: '3', referenceCode: '', setupCode: '', challengeTests: [] },
  text: 'Write a function to return the last word of a sentence, without the punctuation around it.',
  tests: [
    "assert last_word('the cat sat') == 'sat'",
    "assert last_word('hello') == 'hello'",
    "assert last_word(' spaced  out ') == 'out'",
  ],
};

const sampling = { temperature: 0, topP: 1, maxTokens: 512, seed: 1, stop: [] };
const prompt = {
  kind: 'chat',
  messages: [
    { role: 'system', content: 'You write Python functions.' },
    { role: 'user', content: `${task.text}\nIt must pass these tests:\n${task.tests.join('\n')}` },
  ],
};

function written(name: string, text: string, fields: object = {}) {
  const pieces = text.match(/[^]{1,4}/g) ?? [];
  const timing = pieces.flatMap((piece, at) => [at === 0 ? 420 : 45 + (at % 5) * 6, piece.length]);
  const totalMs = timing.reduce((sum, each, at) => (at % 2 ? sum : sum + each), 0);
  const counts = { promptTokens: 80, replyTokens: pieces.length, firstTokenMs: 420, totalMs };
  return {
    ...{ author: { kind: 'model', name }, round: 0, after: null, hint: null },
    request: { prompt, sampling, shownTestCount: 3 },
    reply: { text, finish: 'stop', ...counts },
    timing,
    program: /```python\n([^]*?)```/.exec(text)?.[1] ?? null,
    recorded: { status: 'failed-assertion', testsPassed: 1, testsCount: 3 },
    ...fields,
  };
}

const [first, second] = replies.map(({ reply }) => reply);
const passed = { status: 'passed', testsPassed: 3, testsCount: 3 };

function recordingOf(name: string, parts: readonly object[]) {
  return { version: 1, name, recordedAt: Date.UTC(2026, 10, 27), task, parts };
}

export const dialogRecording = recordingOf('The first and the last word', [
  written('Qwen2.5-Coder 0.5B', first ?? ''),
  written('Qwen2.5-Coder 0.5B', second ?? '', {
    ...{ round: 1, after: 0, recorded: passed },
    hint: { text: 'It gives the first word, not the last.', from: 'person' },
  }),
  {
    ...{ author: { kind: 'person' }, round: 2, after: 1, hint: null, request: null, reply: null },
    program: 'def last_word(sentence):\n    return sentence.split()[-1]\n',
    recorded: passed,
  },
]);

const challenge = "assert last_word('a b c d') == 'd'";

/** The first was shown one test of three; neither was shown the last. */
export const sideBySideRecording = {
  ...recordingOf('Two models on one task', [
    written('Qwen2.5-Coder 0.5B', first ?? '', {
      request: { prompt, sampling, shownTestCount: 1 },
    }),
    written('SmolLM2 1.7B Instruct', second ?? '', { recorded: passed }),
  ]),
  task: { ...task, challengeTests: [challenge] },
};

/** As from a file. */
export async function openRecordings(page: Page, ...recordings: object[]): Promise<void> {
  const content = { format: 'synthpad-replay', version: 1, name: 'Words', recordings };
  await page.getByLabel('Open a file of replays').setInputFiles({
    ...{ name: 'words.replay.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(content)),
  });
}

async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  await page.getByText('same verdict as recorded').last().waitFor();
}

const hash = '#/replays';

export const replayViews: readonly View[] = [
  {
    name: 'replay-growing',
    hash,
    async show(page) {
      await openRecordings(page, dialogRecording);
      // In its middle, however fast the machine is.
      await page.getByRole('slider', { name: 'Position in the reply' }).fill('1700');
      await page.getByText('def last_word').last().waitFor();
    },
  },
  {
    name: 'replay-end',
    hash,
    async show(page) {
      await openRecordings(page, dialogRecording);
      await end(page);
      await page.keyboard.press('PageDown');
      await end(page);
    },
  },
  {
    name: 'replay-autoplay',
    hash,
    async show(page) {
      await openRecordings(page, dialogRecording);
      await page.getByRole('checkbox', { name: 'Autoplay' }).check();
      await end(page);
      await page.getByRole('button', { name: 'Stay here' }).waitFor();
    },
  },
  {
    name: 'replay-side-by-side',
    hash,
    async show(page) {
      await openRecordings(page, sideBySideRecording);
      await end(page);
    },
  },
  {
    name: 'replay-lists',
    hash,
    async show(page) {
      await openRecordings(page, dialogRecording, sideBySideRecording);
      await page.getByRole('button', { name: 'Keep in this browser' }).click();
      await page.getByRole('button', { name: 'Delete playlist' }).waitFor();
    },
  },
];
