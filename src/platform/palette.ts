/**
 * The colours of the page, its charts and its reports, each for light and for dark. The page gets
 * them as CSS variables from `build/palette-plugin`; files that no page surrounds carry them along.
 */

const palette = {
  page: ['#f7f6f3', '#141517'],
  surface: ['#ffffff', '#1c1e21'],
  sunken: ['#f1efea', '#17181b'],
  line: ['#e1ded7', '#2e3136'],
  'line-strong': ['#8d897f', '#767b84'],
  ink: ['#1c1b19', '#ecebe7'],
  'ink-soft': ['#57544d', '#b6b4ad'],
  'ink-faint': ['#6b6860', '#9b9992'],
  accent: ['#2450c8', '#93b3ff'],
  'accent-strong': ['#1b3fa3', '#b4caff'],
  'accent-ink': ['#ffffff', '#0d1730'],
  'accent-soft': ['#e9eefb', '#222c44'],
  /** Who wrote, and what decides: a model, a person, the search, the tests. */
  model: ['#6a35b0', '#c9a6ff'],
  'model-soft': ['#f2ecfb', '#271f38'],
  person: ['#2450c8', '#93b3ff'],
  search: ['#8a4b00', '#f0b46c'],
  tests: ['#18703a', '#74d097'],
  /** The page's own mark looks the same on any ground. */
  mark: ['#231a33', '#3a2b55'],
  'mark-model': ['#c9a6ff', '#d9c2ff'],
  'mark-tests': ['#74d097', '#8fe3ae'],
  good: ['#18703a', '#74d097'],
  'good-soft': ['#e5f3ea', '#17301f'],
  bad: ['#b3261e', '#ff9f95'],
  'bad-soft': ['#fbeae8', '#3a1f1c'],
  warn: ['#7d5200', '#ecc06c'],
  'warn-soft': ['#fbf1dc', '#33290f'],
  shade: ['rgb(28 27 25 / 40%)', 'rgb(0 0 0 / 60%)'],
  'code-keyword': ['#7a3a9a', '#d3a2ef'],
  'code-name': ['#1c1b19', '#ecebe7'],
  'code-function': ['#2450c8', '#93b3ff'],
  'code-string': ['#18703a', '#8fd6a8'],
  'code-number': ['#9a4b00', '#f0b27a'],
  'code-comment': ['#6b6860', '#9b9992'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type ColourName = keyof typeof palette;

/** For the style of an element: the page's variable, or the light colour where there is none. */
export function paletteColour(name: ColourName): string {
  return `var(--${name}, ${palette[name][0]})`;
}

/** All colours as CSS variables that follow the reader's colour scheme. */
export function paletteCss(): string {
  const names = Object.keys(palette) as ColourName[];
  const rules = (scheme: 0 | 1) =>
    names.map((name) => `--${name}:${palette[name][scheme]};`).join('');
  // Paper is light, whatever the screen prefers.
  return `:root{color-scheme:light dark;${rules(0)}}@media screen and (prefers-color-scheme:dark){:root{${rules(1)}}}@media print{:root{color-scheme:light}}`;
}
