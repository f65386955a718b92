/** The state classes, handed down the page once and picked up where they are needed. */

import { createContext } from 'svelte';
import type { AttemptSession } from '../../app/attempts/attempt-session.svelte.ts';
import type { Attempts } from '../../app/attempts/attempts.svelte.ts';
import type { Workspace } from '../../app/workspace/workspace.svelte.ts';
import type { Evaluation } from '../../app/evaluation/make-evaluation.ts';
import type { GenerationState } from '../../app/workspace/generation-state.svelte.ts';
import type { CheckState } from '../../app/workspace/check-state.svelte.ts';
import type { ModelPicker } from '../../app/models/model-picker.svelte.ts';
import type { Navigation } from '../../app/page/navigation.svelte.ts';
import type { Presentation } from '../../app/page/presentation.svelte.ts';
import type { PromptState } from '../../app/workspace/prompt-state.svelte.ts';
import type { SiteStorage } from '../../app/storage/site-storage.svelte.ts';
import type { ShareState } from '../../app/sharing/share-state.svelte.ts';
import type { Shortcuts } from '../../app/shortcuts/shortcuts.svelte.ts';
import type { StepSession } from '../../app/stepping/step-session.svelte.ts';
import type { TaskBrowser } from '../../app/tasks/task-browser.svelte.ts';
import type { WorkStore } from '../../app/work/work-store.svelte.ts';
import type { TaskProgress } from '../../app/work/task-progress.svelte.ts';
import type { TabConflict } from '../../app/attempts/tab-conflict.svelte.ts';
import type { UpdateState } from '../../app/page/update-state.svelte.ts';

export interface PageParts {
  readonly taskBrowser: TaskBrowser;
  readonly modelPicker: ModelPicker;
  readonly promptState: PromptState;
  readonly generationState: GenerationState;
  readonly checkState: CheckState;
  readonly workspace: Workspace;
  readonly attempts: Attempts;
  readonly attemptSession: AttemptSession;
  readonly progress: TaskProgress;
  readonly work: Pick<WorkStore, 'trouble' | 'export' | 'forget'>;
  readonly stepSession: StepSession;
  readonly navigation: Navigation;
  /** A chunk of its own, fetched when the evaluation is first opened. */
  readonly evaluation: () => Promise<Evaluation>;
  readonly presentation: Presentation;
  readonly shortcuts: Shortcuts;
  readonly tabConflict: TabConflict;
  readonly updateState: UpdateState;
  readonly shareState: ShareState;
  readonly storage: SiteStorage;
}

export const [pageParts, providePageParts] = createContext<PageParts>();
