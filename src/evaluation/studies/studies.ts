/** Every study, in the order in which they are offered. To add one, write its file and name it here. */

import { bleuAgainstTests } from './bleu-against-tests.ts';
import { challengeTests } from './challenge-tests.ts';
import { difficulty } from './difficulty.ts';
import { editedText } from './edited-text.ts';
import { exampleCount } from './example-count.ts';
import { fineTuned } from './fine-tuned.ts';
import { mathQa } from './mathqa.ts';
import { modelSize } from './model-size.ts';
import { predictedOutputs } from './predicted-outputs.ts';
import { searchOverfit } from './search-overfit.ts';
import { shownAsserts } from './shown-asserts.ts';
import type { Study, StudyId } from './study.ts';
import { temperature } from './temperature.ts';
import { whichExamples } from './which-examples.ts';

const byId: Readonly<Record<StudyId, Study>> = {
  'shown-asserts': shownAsserts,
  'example-count': exampleCount,
  temperature,
  'model-size': modelSize,
  'which-examples': whichExamples,
  'challenge-tests': challengeTests,
  'search-overfit': searchOverfit,
  difficulty,
  bleu: bleuAgainstTests,
  'edited-text': editedText,
  'predicted-outputs': predictedOutputs,
  mathqa: mathQa,
  'fine-tuned': fineTuned,
};

export const studies: readonly Study[] = Object.values(byId);

export function studyOf(id: StudyId): Study {
  return byId[id];
}

/** Null for what no study of this version is called. */
export function studyCalled(id: string): Study | null {
  return studies.find((study) => study.id === id) ?? null;
}
