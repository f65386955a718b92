/** Writers side by side with real engines: base and tuned, the search, a server; and the link to them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { answerAsServer } from '../support/openai-server.ts';
import { tinyAdapter } from '../support/tiny-adapter.ts';
import { tinyModel } from '../support/tiny-model.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const replies = [
  {
    functionName: 'last_word',
    reply: 'The first:\n```python\ndef last_word(sentence):\n    return sentence.split()[0]\n```\n',
  },
  {
    functionName: 'from_the_end',
    reply: 'The last:\n```python\ndef last_word(sentence):\n    return sentence.split()[-1]\n```\n',
  },
];
const options = { hasChatTemplate: true };
const base = Buffer.from(tinyModel(replies, options));
const adapter = Buffer.from(
  tinyAdapter(replies, { from: 'last_word', to: 'from_the_end' }, options),
);
const mimeType = 'application/octet-stream';

/** Speaks the interfaces of OpenAI, and writes another function than was asked for. */
async function serveOpenAi(): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    const [, ...path] = (request.url ?? '').split('/');
    void answerAsServer(request, response, ['fine', 'side-by-side', ...path]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

/** By the keys alone. */
async function press(page: Page, button: Locator): Promise<void> {
  // One that is still disabled takes no focus, and says nothing of it.
  await button.and(page.locator(':enabled')).focus();
  await page.keyboard.press('Enter');
}

async function useTuned(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: /^Model: / }));
  const dialog = page.getByRole('dialog', { name: 'Choose who writes the program' });
  await dialog.getByText('A LoRA adapter beside its base').click();
  const file = (name: string, buffer: Buffer) => ({ name, mimeType, buffer });
  await dialog.getByLabel('GGUF file of the base').setInputFiles(file('tiny.gguf', base));
  await dialog.getByLabel('GGUF file of the adapter').setInputFiles(file('end.gguf', adapter));
  await press(page, dialog.getByRole('button', { name: 'Use with adapter' }));
  await page.getByRole('button', { name: /^Model: tiny \+ end/ }).waitFor();
}

function lanesOf(page: Page) {
  const view = page.getByRole('dialog', { name: 'Side by side' });
  return {
    view,
    lane: (place: number) => view.getByRole('region', { name: new RegExp(`^Writer ${place},`) }),
    button: (name: string | RegExp) => view.getByRole('button', { name, exact: true }),
  };
}

test('a base, its tuned self and the search, then a server, on one task: kept, taken, and sent on by a link', async () => {
  const address = await serveOpenAi();
  const page = await visits.open('#/starter/3', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await useTuned(page);
  await press(page, page.getByRole('button', { name: 'Side by side' }));
  const { view, lane, button } = lanesOf(page);
  await view
    .getByText('One after the other: tiny and tiny + end run on the same processor.')
    .waitFor();
  await press(page, button('Add a writer'));
  await press(page, lane(3).getByRole('button', { name: 'Writer 3: Choose a writer' }));
  await press(page, page.getByRole('button', { name: 'Use: Built-in search' }));
  expect(await faultsLightAndDark(page)).toEqual([]);

  await press(page, button('Generate'));
  await lane(1).getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await lane(2)
    .getByRole('heading', { name: /^All 3 tests passed/ })
    .waitFor();
  await lane(3)
    .getByText(/verdict after/)
    .waitFor();
  // The program is lit in its reply, and nothing else is.
  const lit = await lane(2).locator('code.taken').allTextContents();
  expect(lit.join('\n')).toBe('def last_word(sentence):\n    return sentence.split()[-1]');
  await view.getByText('Round 1, seed 1').waitFor();
  expect(await faultsLightAndDark(page)).toEqual([]);

  await press(page, lane(3).getByRole('button', { name: /^Writer 3: Built-in search/ }));
  const choice = page.getByRole('dialog', { name: 'Choose who writes the program' });
  await choice.getByText('Your own server').click();
  await choice.getByLabel('Server URL').fill(address);
  await choice.getByLabel('Model', { exact: true }).fill('small');
  await press(page, choice.getByRole('button', { name: 'Use this server' }));
  await press(page, button('Generate again'));
  await lane(3).getByRole('heading', { name: 'Function not defined' }).waitFor();
  await lane(1).getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await lane(2)
    .getByRole('heading', { name: /^All 3 tests passed/ })
    .waitFor();
  await view.getByText('Round 2, seed 2').waitFor();

  await press(page, lane(2).getByRole('button', { name: /^Use in editor: tiny \+ end/ }));
  await lane(2).getByText('In the editor').waitFor();
  await press(page, button('Copy link'));
  await view.getByText(/^Link copied/).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const replay = await replayFrom(page);
  await page.keyboard.press('Escape');
  await view.waitFor({ state: 'detached' });
  await page.locator('.cm-content').getByText('[-1]').waitFor();
  await page.getByRole('button', { name: /^Attempt 6/ }).waitFor();

  await openLink(link, address);
  await openReplay(replay);
});

test('a search that is shown one test beside one that is shown all: kept over a reload, sent on by link and replay', async () => {
  const page = await visits.open('#/starter/3', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { view, lane, button } = lanesOf(page);
  await press(page, page.getByRole('button', { name: 'Side by side' }));
  await press(page, lane(1).getByRole('button', { name: /^Writer 1:/ }));
  await press(page, page.getByRole('button', { name: 'Use: Built-in search' }));
  await view.getByLabel('Shown tests, writer 1').selectOption('sees 1 of 3 tests');
  await page.reload();
  await press(page, page.getByRole('button', { name: 'Side by side' }));
  const few = 'Built-in search (shown 1 of 3 tests)';
  await view.getByRole('region', { name: `Writer 1, ${few}` }).waitFor();
  await press(page, button('Generate'));
  await lane(1)
    .getByText(/saw the first of 3 tests · .*verdict after/)
    .waitFor();
  await lane(2)
    .getByText(/saw all 3 tests · .*verdict after/)
    .waitFor();
  expect(await lane(1).getByRole('list', { name: 'Tests not shown' }).isVisible()).toBe(true);
  await press(page, button('Copy link'));
  await view.getByText(/^Link copied/).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const replay = await visits.open(new URL(await replayFrom(page)).hash);
  await replay.getByRole('button', { name: 'Skip to the end' }).click();
  for (const name of ['Built-in search, saw 1 of 3 tests', 'Built-in search']) {
    await replay.getByRole('region', { name, exact: true }).getByRole('heading').first().waitFor();
  }
  const other = await visits.open(new URL(link).hash);
  const there = lanesOf(other);
  await there.view.getByRole('region', { name: `Writer 1, ${few}` }).waitFor();
  const all = there.view.getByLabel('Shown tests, writer 2').locator('option:checked');
  expect(await all.textContent()).toBe('sees all 3 tests');
});

async function replayFrom(page: Page): Promise<string> {
  await press(page, lanesOf(page).button('Share as a replay …'));
  const sharing = page.getByRole('dialog', { name: 'Share as a replay', exact: true });
  await press(page, sharing.getByRole('button', { name: 'Copy link' }));
  await sharing.getByText('Link copied').waitFor();
  await page.keyboard.press('Escape');
  await sharing.waitFor({ state: 'detached' });
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Somebody who has no model at all sees them side by side, and checks them. */
async function openReplay(link: string): Promise<void> {
  const page = await visits.open(new URL(link).hash);
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  for (const [name, verdict] of [
    ['tiny', '1 of 3 tests passed'],
    ['tiny + end', 'All 3 tests passed'],
    ['small', 'Function not defined'],
  ] as const) {
    const lane = page.getByRole('region', { name, exact: true });
    await lane.getByRole('heading', { name: verdict }).waitFor();
  }
}

/** Somebody else, who has neither the files nor the server. */
async function openLink(link: string, address: string): Promise<void> {
  const asked: string[] = [];
  const page = await visits.open(new URL(link).hash, {}, async (context) => {
    context.on('request', (request) => void asked.push(request.url()));
  });
  const { view, lane, button } = lanesOf(page);
  await lane(1)
    .getByText(/^Needs tiny\.gguf/)
    .waitFor();
  await lane(2)
    .getByText(/^Needs tiny\.gguf .* and end\.gguf/)
    .waitFor();
  await lane(3)
    .getByText(/nothing is sent until you agree/)
    .waitFor();
  expect(await button('Generate').isDisabled()).toBe(true);
  expect(asked.filter((url) => url.startsWith(address))).toEqual([]);
  const file = { name: 'tiny.gguf', mimeType, buffer: base };
  await lane(1).getByLabel('File of tiny').setInputFiles(file);
  await press(page, lane(3).getByRole('button', { name: /^Use 127\.0\.0\.1/ }));
  await press(page, button('Generate'));
  // As it was sent: the seed of the round that the link was made in.
  await view.getByText('Round 1, seed 2').waitFor();
  await lane(1).getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await lane(3).getByRole('heading', { name: 'Function not defined' }).waitFor();
  await lane(2)
    .getByText(/^Needs tiny\.gguf/)
    .waitFor();
}
