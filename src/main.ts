/** Makes the parts, hands them to one another, and mounts the page. The only file that knows all. */

import './ui/page/page.css';
import { mount } from 'svelte';
import { browserAddressBar, isSharedHash } from './app/page/address.ts';
import { Attempting } from './app/attempts/attempt-session.svelte.ts';
import { Attempts } from './app/attempts/attempts.svelte.ts';
import { Desk } from './app/workspace/workspace.svelte.ts';
import { lazyEngines } from './app/models/engines.ts';
import { Generating } from './app/workspace/generation-state.svelte.ts';
import { Judging } from './app/workspace/check-state.svelte.ts';
import { lazyChecker } from './app/workspace/lazy-checker.ts';
import { modelOffers } from './app/models/model-offers.ts';
import { ModelShelf } from './app/models/model-picker.svelte.ts';
import { once } from './platform/once.ts';
import { Navigation } from './app/page/navigation.svelte.ts';
import { Presentation } from './app/page/presentation.svelte.ts';
import { Prompting } from './app/workspace/prompt-state.svelte.ts';
import { Memory } from './app/work/work-database.ts';
import { WorkMemory } from './app/work/work-store.svelte.ts';
import { Sharing } from './app/sharing/share-state.svelte.ts';
import { Shortcuts } from './app/shortcuts/shortcuts.svelte.ts';
import { SiteStorage } from './app/storage/site-storage.svelte.ts';
import { Stepping } from './app/stepping/step-session.svelte.ts';
import { TaskBrowsing } from './app/tasks/task-browser.svelte.ts';
import { TwoTabs } from './app/attempts/tab-conflict.svelte.ts';
import { Updating } from './app/page/update-state.svelte.ts';
import { readStorage } from './platform/capabilities.ts';
import { otherTabs } from './platform/other-tabs.ts';
import { serviceWorkerUpdates } from './platform/updates.ts';
import { whenIdle } from './platform/when-idle.ts';
import { keptFiles } from './tasks/kept-files.ts';
import { mbppFile, sanitizedMbppFile } from './tasks/published-data.ts';
import { publishedSource } from './tasks/published-source.ts';
import { starterSource } from './tasks/starter-source.ts';
import Page from './ui/page/Page.svelte';
import type { PageParts } from './ui/page/parts.ts';

/** The interpreter's own files: fetched once, shared by all sandboxes. */
const sandboxBytes = once(async () => {
  const { SandboxBytes } = await import('./sandbox/sandbox-bytes.ts');
  return new SandboxBytes();
});

/** Interpreters for programs, shared by the checker and the search. */
const programPool = once(async () => {
  const { programInterpreters } = await import('./checking/create-checker.ts');
  return programInterpreters(await sandboxBytes());
});

const checker = lazyChecker(async () => {
  const { createChecker } = await import('./checking/create-checker.ts');
  return createChecker({ bytes: await sandboxBytes(), candidates: await programPool() });
});

async function makeSearch() {
  const { SearchEngine } = await import('./synthesis/search/search-engine.ts');
  return new SearchEngine(await programPool());
}

const kept = keptFiles();

const generating = new Generating(checker);
const judging = new Judging(checker);
const updating = new Updating(serviceWorkerUpdates());
const stepping = new Stepping(checker);
const memory = new Memory({ onTrouble: (trouble) => work.noteTrouble(trouble) });
const work = new WorkMemory(memory, otherTabs('synthpad-programs'));
const engines = lazyEngines(makeSearch);
const models = modelOffers(engines, memory, () => prompting.choices.searchSeconds);
const shelf = new ModelShelf(models, memory);
const storage = new SiteStorage(async () => {
  const { listStorage } = await import('./app/storage/storage-parts.ts');
  const [parts, report] = await Promise.all([
    listStorage({ work, others: async () => (await evaluation()).storageParts() }),
    readStorage(navigator.storage),
  ]);
  return { parts, report };
});
const presentation = new Presentation(memory);
const shortcuts = new Shortcuts(memory);
const prompting = new Prompting(memory);
const desk = new Desk({ reader: checker, prompting, generating, judging, memory: work });
const attempts = new Attempts(work);
const twoTabs = new TwoTabs({ desk, attempts, work });
work.onForgotten = () => attempts.clear();
const attempting = new Attempting({
  ...{ desk, attempts, shelf, prompting, generating, judging, checker, progress: work },
});
const bar = browserAddressBar();
const navigation = new Navigation(bar);
const browsing = new TaskBrowsing(
  [
    starterSource(new URL('starter-tasks.jsonl', document.baseURI).href),
    publishedSource(mbppFile, kept),
    publishedSource(sanitizedMbppFile, kept),
  ],
  bar,
  (task, set) => void attempting.open(task, set).then(() => sharing.arrive(task)),
  work,
);

const sharing = new Sharing({
  ...{ bar, browsing, desk, attempts, attempting, generating, prompting },
  copy: (text) => navigator.clipboard.writeText(text),
});

const evaluation = once(async () => {
  const { makeEvaluation } = await import('./app/evaluation/make-evaluation.ts');
  return makeEvaluation({
    ...{ checker, engines, settings: memory },
    attempts: () => memory.attempts(),
    findSet: (source) => browsing.tasksOf(source),
    serverKey: (address) => models.serverKey(address),
    makeRoom: () => shelf.choose(models.standIn),
  });
});

const parts: PageParts = {
  ...{ browsing, progress: work, work, desk, shelf, prompting, generating, judging, stepping },
  ...{
    attempts,
    attempting,
    navigation,
    evaluation,
    presentation,
    shortcuts,
    twoTabs,
    updating,
    sharing,
    storage,
  },
};

const target = document.getElementById('page');
if (target) mount(Page, { target, props: { parts } });
void presentation.restore();
void shortcuts.restore();
void prompting.restore();
void work.restore();
void (isSharedHash(bar.hash) ? sharing.follow() : browsing.follow());
bar.listen(() => void sharing.follow());
whenIdle(() => void shelf.restore().then(() => shelf.warmUp()));
addEventListener('pagehide', () => work.flush());
