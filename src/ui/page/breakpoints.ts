/**
 * The widths at which the page changes its shape. Style sheets name them as `@media (--wide)`,
 * which `vite.config` replaces.
 */

import { firstBreakpoints } from './first-breakpoints.ts';

export const breakpoints = {
  ...firstBreakpoints,
  phone: '(max-width: 480px)',
  'above-phone': '(min-width: 480px)',
  /** A phone on its side, or any window at 400%: what stands still takes what is to be read. */
  short: '(max-height: 480px)',
  /** A laptop's window: what is read together needs every line. */
  low: '(max-height: 850px)',
  /** There is room for what stays in view while the rest is scrolled. */
  tall: '(min-height: 600px)',
  narrow: '(max-width: 819.98px)',
  huge: '(min-width: 1800px)',
} as const;
