/** The state classes, handed down the page once and picked up where they are needed. */

import { createContext } from 'svelte';
import type { Attempting } from '../app/attempts/attempting.svelte.ts';
import type { Attempts } from '../app/attempts/attempts.svelte.ts';
import type { Desk } from '../app/desk.svelte.ts';
import type { Evaluation } from '../app/evaluation/make-evaluation.ts';
import type { Generating } from '../app/generating.svelte.ts';
import type { Judging } from '../app/judging.svelte.ts';
import type { ModelShelf } from '../app/model-shelf.svelte.ts';
import type { Navigation } from '../app/navigation.svelte.ts';
import type { Presentation } from '../app/presentation.svelte.ts';
import type { Prompting } from '../app/prompting.svelte.ts';
import type { SiteStorage } from '../app/site-storage.svelte.ts';
import type { Sharing } from '../app/sharing/sharing.svelte.ts';
import type { Shortcuts } from '../app/shortcuts.svelte.ts';
import type { Stepping } from '../app/stepping.svelte.ts';
import type { TaskBrowsing } from '../app/task-browsing.svelte.ts';
import type { WorkMemory } from '../app/memory/work-memory.svelte.ts';
import type { TaskProgress } from '../app/task-progress.svelte.ts';
import type { TwoTabs } from '../app/two-tabs.svelte.ts';
import type { Updating } from '../app/updating.svelte.ts';

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
