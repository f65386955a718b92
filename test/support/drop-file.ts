/** A file that a person drops on the page. */

import type { Page } from 'playwright';

export async function dropFile(page: Page, name: string, content: Buffer): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName));
      return data;
    },
    [name, content.toString('base64')] as const,
  );
  await page.locator('main').dispatchEvent('drop', { dataTransfer });
}
