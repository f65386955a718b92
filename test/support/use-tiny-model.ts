/** Loads the tiny model on an open page, by the button that a person would take. */

import type { Page } from 'playwright';
import { tinyModel } from './tiny-model.ts';

export async function useTinyModel(
  page: Page,
  replies: Parameters<typeof tinyModel>[0],
  {
    isWaitedFor = true,
    ...options
  }: Parameters<typeof tinyModel>[1] & { readonly isWaitedFor?: boolean } = {},
): Promise<void> {
  await page.getByRole('button', { name: /^Model: / }).click();
  await page.getByText('Your own model file').click();
  await page.getByLabel('GGUF file', { exact: true }).setInputFiles({
    name: 'tiny.gguf',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(tinyModel(replies, { hasChatTemplate: true, ...options })),
  });
  if (isWaitedFor) await page.getByRole('button', { name: 'Model: tiny' }).waitFor();
}
