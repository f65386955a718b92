/**
 * Makes the parts of the page's state and hands them to one another. What they stand on (checker,
 * engines, storage, address bar) is given: by `main` the browser's own, by tests what they need.
 */

import type { Checker } from '../checking/checker.ts';
import { once } from '../platform/once.ts';
import type { Updates } from '../platform/lazy-updates.ts';
import type { OwnSets } from '../tasks/own-sets.ts';
import { taskKey } from '../tasks/task.ts';
import type { TaskSource } from '../tasks/task-source.ts';
import { Attempts } from './attempts/attempts.svelte.ts';
import { AttemptSession } from './attempts/attempt-session.svelte.ts';
import { TabConflict } from './attempts/tab-conflict.svelte.ts';
import type { Evaluation, EvaluationParts } from './evaluation/make-evaluation.ts';
import { ModelPicker, type Models } from './models/model-picker.svelte.ts';
import { DroppedFile } from './page/dropped-file.svelte.ts';
import { type AddressBar, addressOf, home, isSharedHash } from './page/address.ts';
import { Navigation } from './page/navigation.svelte.ts';
import { Panes } from './page/panes.svelte.ts';
import { Presentation } from './page/presentation.svelte.ts';
import { UpdateState } from './page/update-state.svelte.ts';
import { ShareState } from './sharing/share-state.svelte.ts';
import { Shortcuts } from './shortcuts/shortcuts.svelte.ts';
import { StepSession } from './stepping/step-session.svelte.ts';
import { SiteStorage, type StorageView } from './storage/site-storage.svelte.ts';
import { TaskBrowser } from './tasks/task-browser.svelte.ts';
import type { TransactedSettings } from './work/kept-settings.ts';
import type { WorkStore } from './work/work-store.svelte.ts';
import { CheckState } from './workspace/check-state.svelte.ts';
import { completingChecker } from './workspace/own-completion.ts';
import { GenerationState } from './workspace/generation-state.svelte.ts';
import { PromptState } from './workspace/prompt-state.svelte.ts';
import { Workspace } from './workspace/workspace.svelte.ts';

export interface PageServices {
  readonly bar: AddressBar;
  readonly sources: readonly TaskSource[];
  readonly ownSets: OwnSets;
  readonly checker: Checker;
  /** `searchSeconds`: how long a search may take, as it is set at the time. */
  models(searchSeconds: () => number): Models;
  readonly work: WorkStore;
  readonly settings: TransactedSettings;
  readonly updates: Updates;
  /** What the site stores; the runs are the evaluation's to tell. */
  lookAtStorage(evaluation: () => Promise<Evaluation>): Promise<StorageView>;
  /** Puts text on the clipboard. Rejects where that is refused, and as the text does. */
  copy(text: Promise<string>): Promise<void>;
  /** A chunk of its own, fetched when the evaluation is first opened. */
  makeEvaluation(parts: FromPage): Promise<Evaluation>;
}

/** What the evaluation is given by the rest of the page. */
export type FromPage = Pick<EvaluationParts, 'findSet' | 'serverKey' | 'makeRoom'>;

export type PageParts = ReturnType<typeof makePage>;

export function makePage(services: PageServices) {
  const { bar, checker, settings, work } = services;
  const presentation: Presentation = new Presentation(settings, () =>
    workspace.task ? taskKey(workspace.task) : null,
  );
  const isSolo = () => presentation.isSolo;
  const mayBeSolo = () => presentation.mayBeSolo;
  const generationState = new GenerationState(checker);
  const stepSession = new StepSession(checker);
  const ownChecker = completingChecker(checker);
  const checkState = new CheckState(ownChecker, (program) => workspace.hides(program));
  const promptState = new PromptState(settings);
  const models = services.models(() => promptState.choices.searchSeconds);
  const modelPicker = new ModelPicker(models, settings);
  const attempts = new Attempts(work, mayBeSolo);
  const workspace: Workspace = new Workspace({
    reader: checker,
    ...{ promptState, generationState, checkState, programs: work, attempts, isSolo, mayBeSolo },
  });
  const attemptSession = new AttemptSession({
    ...{ workspace, attempts, modelPicker, promptState, generationState, checkState },
    ...{ checker: ownChecker, progress: work },
  });
  const tabConflict = new TabConflict({ workspace, attempts, work });
  let madeEvaluation: Evaluation | null = null;
  work.showTo({
    programChanged: (change) => tabConflict.hear(change),
    attemptsChanged: (task) => void attempts.refresh(task),
    readAgain() {
      workspace.recallAgain();
      void attempts.refresh();
      void promptState.restorePrompts();
      void madeEvaluation?.planEditor.restoreSaved();
    },
    willForget: () => attemptSession.cut(),
    forgotten() {
      attemptSession.forget();
      tabConflict.clear();
      presentation.forgetAsked();
    },
  });
  const taskBrowser: TaskBrowser = new TaskBrowser({
    ...{ sources: services.sources, ownSets: services.ownSets, bar, progress: work, isSolo },
    onOpen(task, set) {
      void attemptSession.open(task, set);
      void shareState.arrive(task);
    },
  });
  const shareState = new ShareState({
    ...{ bar, taskBrowser, workspace, attempts, attemptSession, promptState, presentation },
    stepSession,
    copy: (text) => services.copy(text),
  });
  const evaluation = once(async () => {
    const made = await services.makeEvaluation({
      findSet: (source) => taskBrowser.tasksOf(source),
      serverKey: (address) => models.serverKey(address),
      makeRoom: () => modelPicker.choose(models.defaultOffer),
    });
    return (madeEvaluation = made);
  });
  const replaying = once(async () => {
    const { Replaying } = await import('./replaying/replaying.svelte.ts');
    const copy = (text: Promise<string>) => services.copy(text);
    const tasksOf = taskBrowser.tasksOf.bind(taskBrowser);
    return new Replaying({ bar, settings, checker: ownChecker, reader: checker, copy, tasksOf });
  });
  const navigation = new Navigation(bar);
  const droppedFile = new DroppedFile();
  const classroom = once(async () => {
    const { makeClassroom } = await import('./classroom/make-classroom.ts');
    return makeClassroom({
      bar,
      settings,
      presentation,
      navigation,
      reader: checker,
      checker: ownChecker,
      work,
      taskBrowser,
      workspace,
    });
  });
  const opening = () => import('./page/open-file.ts').catch(() => null);
  const fileTakers = {
    ...{ navigation, modelPicker, taskBrowser, work, droppedFile, classroom, replaying },
  };
  return {
    ...{
      work,
      progress: work,
      taskBrowser,
      workspace,
      attempts,
      attemptSession,
      modelPicker,
      shareState,
    },
    ...{ promptState, generationState, checkState, evaluation },
    stepSession,
    navigation,
    presentation,
    panes: new Panes(settings),
    /** For what is fetched when it is opened, and remembers something of its own. */
    settings,
    /** For the session that the view of predictions makes: a first view goes without its code. */
    forPredicting: { checker, settings, modelPicker, generationState, presentation },
    classroom,
    forClues: { checker, settings },
    /** Recorded sessions: a chunk of its own, fetched with the first that is made or opened. */
    replaying,
    /** For the inputs that a person tries, as soon as there are any. */
    forTrying: { checker: { ...ownChecker, readTests: checker.readTests.bind(checker) }, settings },
    /** For several writers side by side, as soon as somebody wants them. */
    forSideBySide: { reader: checker, checker: ownChecker, models, copy: services.copy, bar },
    /** For what is said of a program that failed. */
    forFeedback: { checker, ownChecker },
    shortcuts: new Shortcuts(settings),
    tabConflict,
    updateState: new UpdateState(services.updates),
    droppedFile,
    async openFile(file: File) {
      const { openFile } = (await opening()) ?? {};
      // Most files are of tasks.
      await (openFile?.(file, fileTakers) ?? taskBrowser.openFile(file));
    },
    /** Dropped on whatever view is open. */
    async dropFiles(files: readonly File[]) {
      const { dropFiles } = (await opening()) ?? {};
      const [file] = files;
      if (dropFiles) await dropFiles(files, fileTakers);
      else if (file && navigation.view === 'evaluation') droppedFile.put(file);
      else if (file) {
        // The playground says what became of it.
        if (navigation.view !== 'playground') navigation.openHash(addressOf(home));
        await taskBrowser.openFile(file);
      }
    },
    storage: new SiteStorage(() => services.lookAtStorage(evaluation)),
  };
}

/** Brings back what earlier visits left, and follows the address from here on. */
export function startPage(parts: PageParts, bar: AddressBar): void {
  const { panes, presentation, promptState, shareState, shortcuts, taskBrowser, work } = parts;
  void presentation.restore(() => work.hasAny());
  void panes.restore();
  void shortcuts.restore();
  void promptState.restore();
  void work.restore();
  void (isSharedHash(bar.hash) ? shareState.follow() : taskBrowser.follow());
  bar.listen(() => void shareState.follow());
}
