/**
 * The widths at which the page changes its shape. Style sheets name them as `@media (--wide)`,
 * which `vite.config` replaces.
 */

export const breakpoints = {
  phone: '(max-width: 480px)',
  'above-phone': '(min-width: 480px)',
  /** A phone on its side, or any window at 400%: what stands still takes what is to be read. */
  short: '(max-height: 480px)',
  narrow: '(max-width: 819.98px)',
  wide: '(min-width: 820px)',
  'extra-wide': '(min-width: 1180px)',
  huge: '(min-width: 1800px)',
} as const;
