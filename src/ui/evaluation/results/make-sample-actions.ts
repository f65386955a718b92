/** What the page offers for a sample in view: the playground, single steps, a check of now. */

import type { RunsView } from '../../../app/evaluation/results/runs-view.svelte.ts';
import type { Navigation } from '../../../app/page/navigation.svelte.ts';
import { sharedTask, writeSharedFragment } from '../../../app/sharing/link.ts';
import type { StepSession } from '../../../app/stepping/step-session.svelte.ts';
import { CheckerError } from '../../../checking/checker.ts';
import { writerName } from '../../../texts/run-page-texts.ts';
import { sampleTexts } from '../../../texts/sample-view-texts.ts';
import { checkerFailureText } from '../../../texts/verdict-texts.ts';
import type { Recheck, SampleActions, SampleInRun } from './sample-actions.ts';

interface SampleActionParts {
  readonly navigation: Pick<Navigation, 'openHash'>;
  readonly stepSession: Pick<StepSession, 'open'>;
  readonly runsView: Pick<RunsView, 'callsOf' | 'checkAgain'>;
  readonly hasKeys: boolean;
}

export function makeSampleActions(parts: SampleActionParts): SampleActions {
  return {
    hasKeys: parts.hasKeys,
    openInPlayground(of) {
      // The playground knows the tasks of sets, and not the questions that a plan makes of them.
      if (of.run.plan.asks) return null;
      return () => void openShared(of, parts.navigation);
    },
    step({ asked, sample }, call) {
      const program = sample.extraction?.program;
      if (!program) return;
      void parts.stepSession.open({ program, setupCode: asked.task.setupCode, call });
    },
    callsOf: (asked) => parts.runsView.callsOf(asked),
    recheck: (of) => recheck(of, parts.runsView),
  };
}

/** As a link from somebody else would: what the playground had stays among its attempts. */
async function openShared(
  { run, asked, sample }: SampleInRun,
  navigation: SampleActionParts['navigation'],
): Promise<void> {
  const { writer } = run.plan;
  const program = sample.extraction?.program ?? '';
  const author = {
    kind: writer.kind === 'search' ? ('search' as const) : ('model' as const),
    name: run.modelName ?? writerName(writer),
  };
  const turn = {
    ...{ author, request: null, hint: null },
    ...{ reply: sample.reply?.text ?? null, program: sample.extraction?.program ?? null },
  };
  const made = await writeSharedFragment({ task: sharedTask(asked.task), turns: [turn], program });
  if (made) navigation.openHash(made.fragment);
}

async function recheck(
  { run, asked, sample }: SampleInRun,
  runsView: SampleActionParts['runsView'],
): Promise<Recheck> {
  try {
    const program = sample.extraction?.program ?? null;
    const verdict = await runsView.checkAgain(run, asked, program);
    return verdict
      ? { kind: 'checked', verdict }
      : { kind: 'failed', text: sampleTexts.needsInputs };
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    return { kind: 'failed', text: checkerFailureText(error.failure) };
  }
}
