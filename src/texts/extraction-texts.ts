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
  }
}
