/** Texts about how replies become programs: the choices of a plan, and what a plan says of them. */

import type { ExtractionWay } from '../synthesis/extraction-way.ts';

/** As a choice in a form. */
export function extractionWayText(way: ExtractionWay): string {
  switch (way) {
    case 'reply':
      return 'Extract code from reply';
    case 'given':
      return 'Use the whole text';
    case 'paper':
      return 'Text up to [DONE], unchanged';
    case 'lm-eval-instruct':
      return 'First code block, as lm-eval finds it';
    case 'evalplus':
      return 'Longest valid Python, as EvalPlus';
    case 'bigcode':
      return 'Prompt and text up to a stop string, as bigcode';
  }
}

/** What the choice means, below the form's field. */
export function extractionWayAbout(way: ExtractionWay): string {
  switch (way) {
    case 'reply':
      return 'finds the program between explanations, fences and thinking';
    case 'given':
      return 'anything that is not Python is a syntax error';
    case 'paper':
      return 'as the MBPP paper reads replies: nothing is repaired';
    case 'lm-eval-instruct':
      return 'a block that is not closed counts as no program, as in lm-evaluation-harness';
    case 'evalplus':
      return 'as EvalPlus 0.3.1 sanitizes: imports, and what the function under test needs';
    case 'bigcode':
      return 'as bigcode-evaluation-harness reads replies: nothing is repaired';
  }
}

/** As a fact of a run: "Programs: …". */
export function extractionWayFact(way: ExtractionWay): string {
  switch (way) {
    case 'reply':
      return 'extracted from the reply';
    case 'given':
      return 'the whole text';
    case 'paper':
      return 'the text up to [DONE], unchanged, as in the MBPP paper';
    case 'lm-eval-instruct':
      return 'the first code block, as lm-evaluation-harness finds it';
    case 'evalplus':
      return 'the longest valid Python with what the function needs of it, as EvalPlus 0.3.1 sanitizes';
    case 'bigcode':
      return 'the prompt and the text up to a stop string, as in bigcode-evaluation-harness';
  }
}
