/** Names of the parts of a prompt. */

import type { PromptPart } from '../app/workspace/prompt-state.svelte.ts';

export function roleName(role: PromptPart['role']): string {
  switch (role) {
    case 'system':
      return 'System';
    case 'user':
      return 'Message';
    case 'assistant':
      return 'Earlier reply';
    case 'text':
      return 'Text';
  }
}
