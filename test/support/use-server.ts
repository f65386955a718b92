/** Chooses a server's model on an open page, as a person does. */

import type { Page } from 'playwright';

export async function useServer(page: Page, address: string, model: string): Promise<void> {
  await page.getByRole('button', { name: /^Model: / }).click();
  await page.getByText('Your own server').click();
  await page.getByLabel('Server URL').fill(address);
  await page.getByLabel('Model', { exact: true }).fill(model);
  await page.getByRole('button', { name: 'Use this server' }).click();
  await page.getByRole('button', { name: `Model: ${model}` }).waitFor();
}
