/**
 * The link to writers side by side: the task, who writes, and what they are asked. A file of a
 * person's own is in it by its name, a server by its address; neither the file nor the key.
 */

import { type Copy, copyMade } from '../sharing/copy-made.ts';
import { sharedTask, writeSharedFragment } from '../sharing/link.ts';
import type { SharedSideBySide } from '../sharing/link-schema.ts';
import type { AddressBar } from '../page/address.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { SideBySide } from './side-by-side.svelte.ts';

export interface LaneLinkParts {
  readonly sideBySide: Pick<SideBySide, 'choices' | 'asked'>;
  readonly workspace: Pick<Workspace, 'task'>;
  readonly bar: Pick<AddressBar, 'base'>;
  readonly copy: Copy;
}

export type LaneLinkPhase =
  | { readonly kind: 'idle' | 'copied' | 'too-long' | 'failed' }
  /** To be copied by hand. */
  | { readonly kind: 'made'; readonly link: string };

const failed: LaneLinkPhase = { kind: 'failed' };

export class LaneLink {
  #phase = $state.raw<LaneLinkPhase>({ kind: 'idle' });
  readonly #parts: LaneLinkParts;

  constructor(parts: LaneLinkParts) {
    this.#parts = parts;
  }

  get phase(): LaneLinkPhase {
    return this.#phase;
  }

  async share(): Promise<void> {
    const making = this.#link().catch(() => failed);
    const link = making.then((made) => (made.kind === 'made' ? made.link : null));
    const copied = await copyMade(link, this.#parts.copy);
    this.#phase = copied.kind === 'copied' ? { kind: 'copied' } : await making;
  }

  async #link(): Promise<LaneLinkPhase> {
    const { sideBySide, workspace, bar } = this.#parts;
    const { task } = workspace;
    const { asked, choices } = sideBySide;
    if (!task || !asked || choices.length === 0) return failed;
    const { searchSeconds, shownTestCount } = asked;
    const { prompt, sampling } = asked.request;
    const shownTestCounts = choices.map((lane) => lane.shownTestCount);
    const shared: SharedSideBySide = {
      writers: choices.map(({ writer }) => writer),
      request: { ...plain({ prompt, sampling }), shownTestCount },
      searchSeconds,
      ...(shownTestCounts.some((count) => count !== null) && { shownTestCounts }),
    };
    const content = { task: sharedTask(task), turns: [], program: '', sideBySide: shared };
    const made = await writeSharedFragment(content);
    return made ? { kind: 'made', link: bar.base + made.fragment } : { kind: 'too-long' };
  }
}

/** As a link holds it: read-only lists of the page are lists of their own there. */
function plain(request: unknown): Omit<SharedSideBySide['request'], 'shownTestCount'> {
  return JSON.parse(JSON.stringify(request)) as SharedSideBySide['request'];
}
