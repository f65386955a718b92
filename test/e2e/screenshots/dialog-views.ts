/** The dialogs over the playground. */

import type { Page } from 'playwright';
import { check, fillStorage, ready, type View, write, wrong } from './view.ts';

export const dialogViews: readonly View[] = [
  {
    name: 'stepping',
    hash: '#/starter/3',
    async show(page) {
      await check(page, wrong, /of 3 tests passed/);
      await page
        .getByRole('button', { name: /Step through/ })
        .nth(2)
        .click();
      await page.getByRole('slider', { name: 'Step' }).fill('14');
    },
  },
  {
    name: 'stepping-boxes',
    hash: '#/starter/3',
    async show(page) {
      await check(page, boxes, /of 3 tests passed/);
      await page
        .getByRole('button', { name: /Step through/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Breakpoint at line 11' }).click();
      await page.keyboard.press('Shift+ArrowRight');
    },
  },
  {
    name: 'stepping-endless',
    hash: '#/starter/3',
    async show(page) {
      await check(page, endless, /Timed out/);
      await page
        .getByRole('button', { name: /Step through/ })
        .first()
        .click();
      await page.keyboard.press('End');
    },
  },
  {
    name: 'shortcuts',
    hash: '#/starter/1',
    async show(page) {
      await ready(page);
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
  },
  {
    name: 'settings',
    hash: '#/starter/3',
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    },
  },
  {
    name: 'tour',
    hash: '#/starter/3',
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Take the tour' }).click();
      await page.getByRole('button', { name: 'Next', exact: true }).click();
      await page.getByRole('dialog', { name: 'The program' }).waitFor();
    },
  },
  {
    name: 'keys-of-the-editor',
    hash: '#/starter/3',
    async show(page) {
      await ready(page);
      await page.getByRole('textbox', { name: 'Program in Python' }).click();
      await page.keyboard.press('Tab');
      await page.getByText('Escape, then Tab leaves the editor.').last().waitFor();
    },
  },
  { name: 'models', hash: '#/starter/3', show: openModels },
  {
    name: 'own-models',
    hash: '#/starter/3',
    async show(page) {
      await openModels(page);
      await page.getByText('Your own model file').click();
      await page.getByText('Your own server').click();
      await page.getByText('Trouble connecting?').click();
      await page.getByRole('button', { name: 'Use this server' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'own-adapter',
    hash: '#/starter/3',
    async show(page) {
      await openModels(page);
      await page.getByText('A LoRA adapter beside its base').click();
      await page.getByLabel('URL of an adapter').fill('https://models.example/mbpp-lora.gguf');
      await page.getByRole('button', { name: 'Add adapter' }).click();
      await page.getByRole('button', { name: 'Use with adapter' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'server-unreachable',
    hash: '#/starter/3',
    async show(page) {
      await openModels(page);
      await page.getByText('Your own server').click();
      await page.getByLabel('Server URL').fill('http://localhost:9/v1');
      await page.getByRole('button', { name: 'List models' }).click();
      await page.getByText('Nothing answers').waitFor();
      await page.getByRole('button', { name: 'Use this server' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'storage',
    hash: '#/starter/3',
    async show(page) {
      await write(page, wrong);
      await fillStorage(page);
      await page.getByRole('button', { name: 'Storage …' }).click();
      await page.getByText(/in total\./).waitFor();
    },
  },
  {
    name: 'storage-delete',
    hash: '#/starter/3',
    async show(page) {
      await write(page, wrong);
      await fillStorage(page);
      await page.getByRole('button', { name: 'Storage …' }).click();
      await page.getByText(/in total\./).waitFor();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Delete/ })
        .first()
        .click();
    },
  },
];

const boxes = `class Word:
    def __init__(self, text):
        self.text = text
        self.next = None

def last_word(sentence):
    words = sentence.split()
    first = Word(words[0])
    row = [0] * len(words)
    grid = [row, row, [1, 2, 3, 4]]
    counts = {word: len(word) + words.index(word) * 2 for word in words}
    grid[0][0] = counts[words[0]]
    first.next = Word(words[-1])
    return first.text
`;

const endless = `def last_word(sentence):
    words = sentence.split()
    i = 0
    while i < len(words):
        if words[i] == '':
            i += 1
    return words[-1]
`;

async function openModels(page: Page): Promise<void> {
  await ready(page);
  await fillStorage(page);
  await page.getByRole('button', { name: 'Model: Built-in search' }).click();
  await page
    .getByRole('button', { name: /^Use: Qwen/ })
    .first()
    .waitFor();
}
