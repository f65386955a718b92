/** The parts of the evaluation, handed down its page once they have arrived. */

import { createContext } from 'svelte';
import type { Evaluation } from '../../app/evaluation/make-evaluation.ts';

export const [evaluationParts, provideEvaluationParts] = createContext<Evaluation>();
