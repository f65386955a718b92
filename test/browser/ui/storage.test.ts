import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import type { StoragePart } from '../../../src/app/storage/storage-parts.ts';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

test('all that is stored is listed with its size, and each part is deleted alone', async () => {
  const fake = fakePage([sourceOf([taskOf('1', 'raise')])]);
  const part = (kind: StoragePart['kind'], name: string, bytes: number | null): StoragePart => ({
    ...{ id: `${kind}/${name}`, kind, name, bytes },
    clear: async () =>
      void fake.stored.splice(
        fake.stored.findIndex((it) => it.kind === kind),
        1,
      ),
  });
  fake.stored.push(
    part('work', '', 4_000),
    part('model', 'Tiny', 4e8),
    part('data-set', 'MBPP', 563_743),
    part('page', '', null),
  );
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await screen.getByRole('button', { name: 'Storage …' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Storage in this browser' });
  await expect.element(dialog).toHaveTextContent('401 MB in total. 1.0 GB free');
  await dialog.getByRole('button', { name: 'Delete Tiny …' }).click();
  await dialog.getByRole('button', { name: 'Delete Tiny', exact: true }).click();
  await expect.element(dialog).toHaveTextContent('568 kB in total.');
  const texts = dialog
    .getByRole('listitem')
    .elements()
    .map((item) => item.textContent);
  expect(texts.map((text) => /^(Your programs|MBPP|The page)/.exec(text.trim())?.[0])).toEqual([
    'Your programs',
    'MBPP',
    'The page',
  ]);
});

test('a run is told from others of its name, and one that another tab runs is not deleted here', async () => {
  const fake = fakePage([sourceOf([taskOf('1', 'raise')])]);
  const run = { kind: 'runs' as const, name: 'One minute', clear: async () => undefined };
  fake.stored.push(
    { ...run, id: 'run/a', bytes: 12e6, createdAt: Date.UTC(2026, 10, 25, 12) },
    { ...run, id: 'run/b', bytes: 3e6, createdAt: Date.UTC(2026, 10, 26, 12), isInUse: true },
  );
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  void fake.parts.storage.open();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog).toHaveTextContent('15 MB');
  const [idle, inUse] = dialog.getByRole('listitem').elements();
  expect(idle?.textContent).toMatch(/One minute, 25 Nov 2026.*12 MB/s);
  expect(idle?.querySelectorAll('button')).toHaveLength(1);
  expect(inUse?.textContent).toMatch(/One minute, 26 Nov 2026.*running in another tab/s);
  expect(inUse?.querySelectorAll('button')).toHaveLength(0);
});
