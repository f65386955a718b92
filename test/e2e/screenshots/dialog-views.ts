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
    name: 'shortcuts',
    hash: '#/starter/1',
    async show(page) {
      await ready(page);
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
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

async function openModels(page: Page): Promise<void> {
  await ready(page);
  await fillStorage(page);
  await page.getByRole('button', { name: 'Model: Built-in search' }).click();
  await page
    .getByRole('button', { name: /^Use: Qwen/ })
    .first()
    .waitFor();
}
