/** A file that a person drops on the page. */

import type { Page } from 'playwright';

/** As from a folder on the desk, anywhere but on what says that files go there. */
export async function dropFile(
  page: Page,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName));
      return data;
    },
    [name, Buffer.from(content).toString('base64')] as const,
  );
  await page.locator('main').dispatchEvent('drop', { dataTransfer });
}
