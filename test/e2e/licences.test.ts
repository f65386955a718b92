/** The site ships other people's work: their notices go with it, one link away. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { serveSite, sharedChromium } from '../support/site.ts';

test('a link of the page leads to the licence of everything that is shipped', async () => {
  const site = await serveSite({ path: '/some/where/' });
  const context = await (await sharedChromium()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(site.address);
    const link = page.getByRole('link', { name: 'Third-party licences' });
    const address = await link.evaluate((each: HTMLAnchorElement) => each.href);
    const text = await (await context.request.get(address)).text();

    const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const named = Object.entries(manifest.dependencies).filter(
      ([name, version]) => !text.includes(`\n${name} ${version}\n`),
    );
    expect(named).toEqual([]);
    for (const part of [
      'CPython',
      'PYTHON SOFTWARE FOUNDATION LICENSE',
      'Mozilla Public License',
      'llama.cpp',
      'Apache License',
      'Emscripten',
    ]) {
      expect(text).toContain(part);
    }
    // A standard text whose holder nobody filled in is no notice.
    expect(text).not.toMatch(/<year>|<copyright holders>/i);
  } finally {
    await context.close();
    await site.close();
  }
});
