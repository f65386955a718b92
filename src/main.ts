/** Gives the page what the browser has, and mounts it. The only file that knows everything. */

import 'virtual:palette.css';
import './ui/page/page.css';
import { mount } from 'svelte';
import { makePage, startPage } from './app/make-page.ts';
import { lazyEngines } from './synthesis/engines.ts';
import { modelOffers } from './app/models/model-offers.ts';
import { browserAddressBar } from './app/page/address.ts';
import { WorkDatabase } from './app/work/work-database.ts';
import { WorkStore } from './app/work/work-store.svelte.ts';
import { lazyChecker } from './app/workspace/lazy-checker.ts';
import { readStorage } from './platform/capabilities.ts';
import { once } from './platform/once.ts';
import { copyText } from './platform/clipboard.ts';
import { lazyUpdates } from './platform/lazy-updates.ts';
import { otherTabs } from './platform/other-tabs.ts';
import { offered } from './platform/refusals.ts';
import { whenIdle } from './platform/when-idle.ts';
import { keptFiles } from './tasks/kept-files.ts';
import { OwnSets } from './tasks/own-sets.ts';
import { taskSources } from './tasks/task-sources.ts';
import Page from './ui/page/Page.svelte';

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
  const [{ createChecker }, { browserExpectedStore }] = await Promise.all([
    import('./checking/create-checker.ts'),
    import('./checking/hidden/expected-store.ts'),
  ]);
  const shared = { bytes: await sandboxBytes(), candidates: await programPool() };
  return createChecker({ ...shared, expected: browserExpectedStore() });
});

const engines = lazyEngines(async () => {
  const [{ SearchEngine }, { searchReasonText }] = await Promise.all([
    import('./synthesis/search/search-engine.ts'),
    import('./texts/search-texts.ts'),
  ]);
  return new SearchEngine(await programPool(), searchReasonText);
});

const kept = keptFiles();
const database = new WorkDatabase({ setAside: offered(() => localStorage) });
const work = new WorkStore(database, otherTabs('synthpad-programs'));
const bar = browserAddressBar();

const parts = makePage({
  ...{ bar, checker, work, settings: database, updates: lazyUpdates() },
  ...{ sources: taskSources(kept, document.baseURI), ownSets: new OwnSets(kept) },
  models: (searchSeconds) => modelOffers(engines, database, searchSeconds),
  copy: copyText,
  async lookAtStorage(evaluation) {
    const { listStorage } = await import('./app/storage/storage-parts.ts');
    const others = async () => (await evaluation()).storageParts();
    const [stored, report] = await Promise.all([
      listStorage({ work, others }),
      readStorage(offered(() => navigator.storage)),
    ]);
    return { parts: stored, report };
  },
  async makeEvaluation(fromPage) {
    const { makeEvaluation } = await import('./app/evaluation/make-evaluation.ts');
    const attempts = () => database.attempts();
    return makeEvaluation({ checker, engines, settings: database, attempts, ...fromPage });
  },
});

const target = document.getElementById('page');
if (target) mount(Page, { target, props: { parts } });
startPage(parts, bar);
whenIdle(() => void parts.modelPicker.restore().then(() => parts.modelPicker.warmUp()));
const flush = () => {
  parts.attemptSession.flush();
  work.setAside();
};
addEventListener('pagehide', flush);
// A phone may end a page that nobody sees without another word to it.
document.addEventListener('visibilitychange', () => document.hidden && flush());
