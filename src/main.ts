/** Makes the parts, hands them to one another, and mounts the page. The only file that knows all. */

import './ui/page/page.css';
import { mount } from 'svelte';
import { browserAddressBar, isSharedHash } from './app/page/address.ts';
import { AttemptSession } from './app/attempts/attempt-session.svelte.ts';
import { Attempts } from './app/attempts/attempts.svelte.ts';
import { Workspace } from './app/workspace/workspace.svelte.ts';
import { lazyEngines } from './app/models/engines.ts';
import { GenerationState } from './app/workspace/generation-state.svelte.ts';
import { CheckState } from './app/workspace/check-state.svelte.ts';
import { lazyChecker } from './app/workspace/lazy-checker.ts';
import { modelOffers } from './app/models/model-offers.ts';
import { ModelPicker } from './app/models/model-picker.svelte.ts';
import { once } from './platform/once.ts';
import { Navigation } from './app/page/navigation.svelte.ts';
import { Presentation } from './app/page/presentation.svelte.ts';
import { PromptState } from './app/workspace/prompt-state.svelte.ts';
import { WorkDatabase } from './app/work/work-database.ts';
import { WorkStore } from './app/work/work-store.svelte.ts';
import { ShareState } from './app/sharing/share-state.svelte.ts';
import { Shortcuts } from './app/shortcuts/shortcuts.svelte.ts';
import { SiteStorage } from './app/storage/site-storage.svelte.ts';
import { StepSession } from './app/stepping/step-session.svelte.ts';
import { TaskBrowser } from './app/tasks/task-browser.svelte.ts';
import { TabConflict } from './app/attempts/tab-conflict.svelte.ts';
import { UpdateState } from './app/page/update-state.svelte.ts';
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

const generationState = new GenerationState(checker);
const checkState = new CheckState(checker);
const updateState = new UpdateState(serviceWorkerUpdates());
const stepSession = new StepSession(checker);
const database = new WorkDatabase({ onTrouble: (trouble) => work.noteTrouble(trouble) });
const work = new WorkStore(database, otherTabs('synthpad-programs'));
const engines = lazyEngines(makeSearch);
const models = modelOffers(engines, database, () => promptState.choices.searchSeconds);
const modelPicker = new ModelPicker(models, database);
const storage = new SiteStorage(async () => {
  const { listStorage } = await import('./app/storage/storage-parts.ts');
  const [parts, report] = await Promise.all([
    listStorage({ work, others: async () => (await evaluation()).storageParts() }),
    readStorage(navigator.storage),
  ]);
  return { parts, report };
});
const presentation = new Presentation(database);
const shortcuts = new Shortcuts(database);
const promptState = new PromptState(database);
const workspace = new Workspace({
  reader: checker,
  promptState,
  generationState,
  checkState,
  programs: work,
});
const attempts = new Attempts(work);
const tabConflict = new TabConflict({ workspace, attempts, work });
work.onForgotten = () => attempts.clear();
const attemptSession = new AttemptSession({
  ...{
    workspace,
    attempts,
    modelPicker,
    promptState,
    generationState,
    checkState,
    checker,
    progress: work,
  },
});
const bar = browserAddressBar();
const navigation = new Navigation(bar);
const taskBrowser = new TaskBrowser(
  [
    starterSource(new URL('starter-tasks.jsonl', document.baseURI).href),
    publishedSource(mbppFile, kept),
    publishedSource(sanitizedMbppFile, kept),
  ],
  bar,
  (task, set) => void attemptSession.open(task, set).then(() => shareState.arrive(task)),
  work,
);

const shareState = new ShareState({
  ...{ bar, taskBrowser, workspace, attempts, attemptSession, generationState, promptState },
  copy: (text) => navigator.clipboard.writeText(text),
});

const evaluation = once(async () => {
  const { makeEvaluation } = await import('./app/evaluation/make-evaluation.ts');
  return makeEvaluation({
    ...{ checker, engines, settings: database },
    attempts: () => database.attempts(),
    findSet: (source) => taskBrowser.tasksOf(source),
    serverKey: (address) => models.serverKey(address),
    makeRoom: () => modelPicker.choose(models.defaultOffer),
  });
});

const parts: PageParts = {
  ...{
    taskBrowser,
    progress: work,
    work,
    workspace,
    modelPicker,
    promptState,
    generationState,
    checkState,
    stepSession,
  },
  ...{
    attempts,
    attemptSession,
    navigation,
    evaluation,
    presentation,
    shortcuts,
    tabConflict,
    updateState,
    shareState,
    storage,
  },
};

const target = document.getElementById('page');
if (target) mount(Page, { target, props: { parts } });
void presentation.restore();
void shortcuts.restore();
void promptState.restore();
void work.restore();
void (isSharedHash(bar.hash) ? shareState.follow() : taskBrowser.follow());
bar.listen(() => void shareState.follow());
whenIdle(() => void modelPicker.restore().then(() => modelPicker.warmUp()));
addEventListener('pagehide', () => work.flush());
