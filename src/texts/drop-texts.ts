/** What is said where several files were dropped at once. */

import type { DropNews } from '../app/page/dropped-file.svelte.ts';
import { count } from './format.ts';

export function dropNewsText(news: DropNews): string {
  switch (news.kind) {
    case 'one-taken':
      return `You dropped ${count(news.count, 'file')}, and one is taken at a time: ${news.name}. Drop the others one by one.`;
    case 'shown-as-class':
      return `You dropped ${count(news.count, 'work file')}, so they are shown as the work of a class, and nothing was added to your own. To import one, drop it alone on a task.`;
  }
}
