/** The state classes, handed down the page once and picked up where they are needed. */

import { createContext } from 'svelte';
import type { Attempting } from '../../app/attempts/attempt-session.svelte.ts';
import type { Attempts } from '../../app/attempts/attempts.svelte.ts';
import type { Desk } from '../../app/workspace/workspace.svelte.ts';
import type { Evaluation } from '../../app/evaluation/make-evaluation.ts';
import type { Generating } from '../../app/workspace/generation-state.svelte.ts';
import type { Judging } from '../../app/workspace/check-state.svelte.ts';
import type { ModelShelf } from '../../app/models/model-picker.svelte.ts';
import type { Navigation } from '../../app/page/navigation.svelte.ts';
import type { Presentation } from '../../app/page/presentation.svelte.ts';
import type { Prompting } from '../../app/workspace/prompt-state.svelte.ts';
import type { SiteStorage } from '../../app/storage/site-storage.svelte.ts';
import type { Sharing } from '../../app/sharing/share-state.svelte.ts';
import type { Shortcuts } from '../../app/shortcuts/shortcuts.svelte.ts';
import type { Stepping } from '../../app/stepping/step-session.svelte.ts';
import type { TaskBrowsing } from '../../app/tasks/task-browser.svelte.ts';
import type { WorkMemory } from '../../app/work/work-store.svelte.ts';
import type { TaskProgress } from '../../app/work/task-progress.svelte.ts';
import type { TwoTabs } from '../../app/attempts/tab-conflict.svelte.ts';
import type { Updating } from '../../app/page/update-state.svelte.ts';

export interface PageParts {
  readonly browsing: TaskBrowsing;
  readonly shelf: ModelShelf;
  readonly prompting: Prompting;
  readonly generating: Generating;
  readonly judging: Judging;
  readonly desk: Desk;
  readonly attempts: Attempts;
  readonly attempting: Attempting;
  readonly progress: TaskProgress;
  readonly work: Pick<WorkMemory, 'trouble' | 'export' | 'forget'>;
  readonly stepping: Stepping;
  readonly navigation: Navigation;
  /** A chunk of its own, fetched when the evaluation is first opened. */
  readonly evaluation: () => Promise<Evaluation>;
  readonly presentation: Presentation;
  readonly shortcuts: Shortcuts;
  readonly twoTabs: TwoTabs;
  readonly updating: Updating;
  readonly sharing: Sharing;
  readonly storage: SiteStorage;
}

export const [pageParts, providePageParts] = createContext<PageParts>();
