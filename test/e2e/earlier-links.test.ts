/** Links and addresses that an earlier version gave, opened by someone else and by the person. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { contentOf, earlier, earlierLinks, sharedLinkOf } from '../support/earlier-version.ts';
import { has } from '../support/published.ts';
import {
  chooseAttempt,
  expectAttempts,
  expectProgram,
  useEarlierVisits,
} from './earlier-visits.ts';

const { returning, visit } = useEarlierVisits();

/** It may be folded away. */
async function expectReply(page: Page, reply: string): Promise<void> {
  const code = reply.split('\n').find((line) => /^(def |#)/.test(line)) ?? reply;
  await page.getByText(code).first().waitFor({ state: 'attached' });
}

interface SharedContent {
  readonly task: { readonly source: string; readonly id: string };
  readonly request: { readonly shownTestCount?: number } | null;
  readonly reply: string | null;
  readonly search?: {
    readonly progress: { readonly tried: number };
    readonly result: { readonly kind: string };
  };
  readonly program: string;
}

const sharedLinks = Object.entries(earlierLinks)
  .filter(([name]) => name.startsWith('shared-'))
  .map(([name, link]) => ({ name, link, content: contentOf(link) as SharedContent }));

/** As the version allowed them and its page was not brought to make them. */
function variants() {
  const contentNamed = (name: string) => contentOf(earlierLinks[name] ?? '') as SharedContent;
  const ended = contentNamed('shared-search-out-of-time');
  const result = { ...ended.search?.result, kind: 'exhausted' };
  const asked = contentNamed('shared-completion-prompt');
  const request = { ...asked.request, shownTestCount: undefined };
  return [
    { name: 'exhausted', content: { ...ended, search: { ...ended.search, result } } },
    { name: 'of a page before it', content: { ...asked, request } },
  ].map(({ name, content }) => ({
    ...{ name, link: sharedLinkOf(content), content: content as SharedContent },
  }));
}

const withoutDownload = [
  ...sharedLinks.filter(({ content }) => !content.task.source.startsWith('mbpp')),
  ...variants(),
];

test.for(withoutDownload)(
  'the link $name opens with its task and program',
  async ({ link, content }) => {
    const page = await visit(link);
    const { task, program, reply, search } = content;
    await page
      .getByRole('heading', { name: new RegExp(`\\b${task.id.replace('?', '\\?')}`) })
      .first()
      .waitFor();
    if (program.trim() !== '') await expectProgram(page, program);
    await expectAttempts(page, 1);
    const tried = search?.progress.tried ?? 0;
    if (tried > 0) await page.getByText(tried.toLocaleString('en')).first().waitFor();
    if (reply !== null && !search) await expectReply(page, reply);
  },
);

test
  .runIf(has('mbpp', 'sanitized'))
  .for(sharedLinks.filter(({ content }) => content.task.source.startsWith('mbpp')))(
  'the link $name opens once its set is there',
  async ({ link, content }) => {
    const page = await returning(link);
    await page
      .getByRole('heading', { name: new RegExp(`\\b${content.task.id}\\b`) })
      .first()
      .waitFor();
    await expectProgram(page, content.program);
  },
);

test.for([
  ['task', /^Task 3 /],
  ['set', /^Task 1 /],
] as const)('the address %s leads where it led', async ([name, heading]) => {
  const page = await visit(earlierLinks[name] ?? '');
  await page.getByRole('heading', { name: heading }).waitFor();
});

test('a link takes nothing away from someone who worked at its task', async () => {
  const page = await returning(earlierLinks['shared-completion-prompt'] ?? '');
  const programs = earlier.attempts.flatMap(({ task, program }) =>
    task === 'starter/2' && program !== null ? [program] : [],
  );
  expect(programs).toHaveLength(1);
  await expectAttempts(page, 3);
  await chooseAttempt(page, 1);
  await expectProgram(page, programs[0] ?? '');
});
