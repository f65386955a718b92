/** An attachment that keeps what is typed: a moment after the last key, and when the field goes. */

import type { Attachment } from 'svelte/attachments';

const pauseMs = 400;

export function keepTyped(
  save: (text: string) => void,
): Attachment<HTMLInputElement | HTMLTextAreaElement> {
  return (field) => {
    let timer = 0;

    function flush() {
      if (timer === 0) return;
      clearTimeout(timer);
      timer = 0;
      const text = field.value;
      // A field that goes hears of it while the page is being changed, when nothing else may be.
      queueMicrotask(() => save(text));
    }

    function wait() {
      clearTimeout(timer);
      timer = window.setTimeout(flush, pauseMs);
    }

    field.addEventListener('input', wait);
    field.addEventListener('change', flush);
    return () => {
      field.removeEventListener('input', wait);
      field.removeEventListener('change', flush);
      flush();
    };
  };
}
