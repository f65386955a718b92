/** The page's state, handed down once and picked up where it is needed. */

import { createContext } from 'svelte';
import type { PageParts } from '../../app/make-page.ts';

export const [pageParts, providePageParts] = createContext<PageParts>();
