/**
 * How other harnesses run MBPP, by name: the styles that stand in plans, and what each of them
 * fixes. Their prompts belong to `kinds/harness-kinds`, their programs to `harness-programs`.
 */

/**
 * - `lm-eval`: task `mbpp` of lm-evaluation-harness 0.4.12, for base models;
 * - `lm-eval-instruct`: its task `mbpp_instruct`, with the model's chat template;
 * - `evalplus`: EvalPlus 0.3.1 for models with a chat template;
 * - `evalplus-base`: the same for models without one;
 * - `bigcode`: bigcode-evaluation-harness at commit 8fc5bae (July 2025; it has no releases).
 */
export const harnessStyles = [
  'lm-eval',
  'lm-eval-instruct',
  'evalplus',
  'evalplus-base',
  'bigcode',
] as const;

export type HarnessStyle = (typeof harnessStyles)[number];

export function isHarnessStyle(style: string): style is HarnessStyle {
  return harnessStyles.some((each) => each === style);
}

/** The prompt's settings in a plan: a harness leaves no choice. */
export interface HarnessSettings {
  readonly style: HarnessStyle;
  readonly exampleCount: number;
  readonly shownTestCount: number;
  /** Of MBPP. */
  readonly exampleIds?: string[];
}

export function harnessSettings(style: HarnessStyle): HarnessSettings {
  switch (style) {
    case 'lm-eval':
    case 'lm-eval-instruct':
      return { style, exampleCount: 3, shownTestCount: 3, exampleIds: ['2', '3', '4'] };
    case 'evalplus':
    case 'evalplus-base':
    case 'bigcode':
      return { style, exampleCount: 0, shownTestCount: 1 };
  }
}
