/** Makes the parts of the evaluation and hands them to one another: one chunk, fetched late. */

import type { Checker } from '../../checking/checker.ts';
import { deleteOrphans, runsElsewhere } from '../../evaluation/runs/run-lock.ts';
import { otherTabs } from '../../platform/other-tabs.ts';
import type { PlannedModel } from '../../evaluation/plans/plan.ts';
import { titleOf } from '../../evaluation/runs/run.ts';
import type { Task, TaskSetId } from '../../tasks/task.ts';
import type { Engines } from '../../synthesis/engines.ts';
import { keptList, type TransactedSettings } from '../work/kept-settings.ts';
import { plansSetting, queueSetting, studiesSetting } from '../work/setting-names.ts';
import type { AttemptRecord } from '../work/records.ts';
import type { StoragePart } from '../storage/storage-parts.ts';
import { FailureSearch } from './results/failure-search.svelte.ts';
import { Feedback } from '../feedback/feedback.svelte.ts';
import { GivenFiles } from './given/given-files.svelte.ts';
import { HardCodingSearch } from './studies/hard-coding-search.svelte.ts';
import { GivenHiddenInputs } from './given/hidden-inputs.svelte.ts';
import { currentEnvironment } from './environment/current-environment.ts';
import { TrainingData } from './studies/training-data.svelte.ts';
import { madeWith } from './environment/made-with.ts';
import { PlanEditor } from './plans/plan-editor.svelte.ts';
import { PlaygroundSpeeds } from './plans/playground-speeds.svelte.ts';
import { RunsView } from './results/runs-view.svelte.ts';
import { Runs } from './runs/runs.svelte.ts';
import { Studies } from './studies/studies.svelte.ts';
import type { ModelServices } from '../../synthesis/model-kind.ts';
import { VisitRunStore } from './runs/visit-run-store.svelte.ts';
import { appWriters } from './writers.ts';

export interface EvaluationParts {
  readonly checker: Checker;
  readonly engines: Engines;
  readonly settings: TransactedSettings;
  /** All of the playground's. */
  attempts(): Promise<readonly AttemptRecord[]>;
  /** The whole set as it is on this device, without any network; null where it is not. */
  findSet(source: TaskSetId): Promise<readonly Task[] | null>;
  readonly serverKey: ModelServices['serverKey'];
  /** Takes a model that the page holds out of memory. */
  makeRoom(): Promise<void>;
}

export interface Evaluation {
  readonly store: VisitRunStore;
  readonly planEditor: PlanEditor;
  readonly runs: Runs;
  readonly files: GivenFiles;
  readonly runsView: RunsView;
  readonly failures: FailureSearch;
  readonly speeds: PlaygroundSpeeds;
  readonly studies: Studies;
  readonly hardCoding: HardCodingSearch;
  readonly feedback: Feedback;
  readonly training: TrainingData;
  /** Each run as a part of what the site stores, newest first, then plans and the queue. */
  storageParts(): Promise<StoragePart[]>;
}

export function makeEvaluation(parts: EvaluationParts): Evaluation {
  const { checker, engines, settings, serverKey } = parts;
  const store = new VisitRunStore();
  const files = new GivenFiles();
  const ggufFile = (fileName: string, sizeBytes: number) => files.find(fileName, sizeBytes);
  const writers = appWriters({ engines, ggufFile, serverKey });
  const makeRoom = () => parts.makeRoom();
  const hidden = new GivenHiddenInputs();
  const hiddenOf = (run: string) => hidden.of(run);
  const tabs = otherTabs('synthpad-runs');
  const runs = new Runs({
    ...{ store, checker, writers, settings, madeWith, tabs, makeRoom, hiddenOf },
    giveHidden: (run, inputs) => hidden.give(run, inputs),
    environmentFor: currentEnvironment,
    areRunsKept: () => store.isKept,
  });
  const findSet = (source: TaskSetId) => parts.findSet(source);
  const runsView = new RunsView({ store, runs, reader: checker, hidden, findSet });
  const failures = new FailureSearch(store);
  const speeds = new PlaygroundSpeeds(() => parts.attempts());
  const speedOf = (writer: PlannedModel) => runs.speedOf(writer) ?? speeds.of(writer);
  const editorParts = { settings, findSet, speedOf, reader: checker };
  const planEditor = new PlanEditor(editorParts);
  const editor = new PlanEditor({ ...editorParts, draftSetting: 'study-draft' });
  const hardCoding = new HardCodingSearch(checker);
  const studies = new Studies({ settings, store, runs, editor, files, findSet });
  const feedback = new Feedback(() => parts.attempts());
  const training = new TrainingData(checker);
  return {
    ...{
      store,
      planEditor,
      runs,
      files,
      runsView,
      failures,
      speeds,
      studies,
      hardCoding,
      feedback,
      training,
    },
    storageParts,
  };

  async function storageParts(): Promise<StoragePart[]> {
    const { storedPlaylists } = await import('../replaying/stored-playlists.ts');
    const all = await Promise.all([runParts(), listParts(), storedPlaylists(settings)]);
    return all.flat();
  }

  async function listParts(): Promise<StoragePart[]> {
    const bytesOf = async (name: string) => bytesOfList(await settings.setting(name));
    return [
      {
        ...{ id: 'plans', kind: 'plans', name: '', bytes: await bytesOf(plansSetting) },
        clear: () => planEditor.forgetAll(),
      },
      {
        ...{ id: 'queue', kind: 'queue', name: '', bytes: await bytesOf(queueSetting) },
        clear: () => runs.forgetQueue(),
      },
      {
        ...{ id: 'studies', kind: 'studies', name: '', bytes: await bytesOf(studiesSetting) },
        clear: () => studies.forgetAll(),
      },
    ];
  }

  /** Found in the store itself: the list of runs may not have been looked at on this visit. */
  async function runParts(): Promise<StoragePart[]> {
    const stored = await store.runs();
    if (!store.isKept) return [];
    await deleteOrphans(store);
    const elsewhere = await runsElsewhere();
    return Promise.all(
      stored.map(async (run) => {
        const { id, createdAt } = run;
        return {
          ...{ id: `run/${id}`, kind: 'runs' as const, name: titleOf(run), createdAt },
          bytes: await store.bytesOf(id),
          isInUse: elsewhere.has(id),
          clear: () => runs.delete(id),
        };
      }),
    );
  }
}

function bytesOfList(kept: unknown): number {
  const entries = keptList(kept);
  return entries.length === 0 ? 0 : new Blob([JSON.stringify(entries)]).size;
}
