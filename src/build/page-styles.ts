/** Gives style sheets what is written down once in TypeScript: colours and breakpoints. */

import type { AcceptedPlugin } from 'postcss';
import type { Plugin } from 'vite';
import { paletteCss } from '../platform/palette.ts';
import { breakpoints } from '../ui/page/breakpoints.ts';

const virtualId = 'virtual:palette.css';

/** `import 'virtual:palette.css'` defines the variables. */
export function paletteStyles(): Plugin {
  return {
    name: 'synthpad:palette',
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : null),
    load: (id) => (id === `\0${virtualId}` ? paletteCss() : null),
  };
}

/** `@media (--wide)` by the name of its breakpoint. A name that does not exist fails the build. */
export const namedBreakpoints: AcceptedPlugin = {
  postcssPlugin: 'synthpad-breakpoints',
  AtRule: {
    media(rule) {
      rule.params = rule.params.replace(/\(--([a-z-]+)\)/g, (_, name: string) => {
        const query = Object.entries(breakpoints).find(([known]) => known === name)?.[1];
        if (!query) throw rule.error(`There is no breakpoint "${name}".`);
        return query;
      });
    },
  },
};
