/** Texts about a calculation that is worked out line by line. */

export const workedTexts = {
  title: 'Worked solution',
  ofFormula: 'The formula step by step',
  line: 'Line',
  value: 'Value',
} as const;

/** `name` is MathQA's: "circle_area". */
export function operationText(name: string): string {
  return name.replaceAll('_', ' ');
}

/** To ten digits, which hides what binary fractions leave over. */
export function lineValueText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(10))) : 'not a number';
}
