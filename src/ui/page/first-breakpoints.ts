/** Those of the breakpoints that scripts of the first view ask about: the rest are not loaded with it. */

export const firstBreakpoints = {
  wide: '(min-width: 820px)',
  'extra-wide': '(min-width: 1180px)',
} as const;
