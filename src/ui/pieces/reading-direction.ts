/** Which way the words run: a step to the right is a step on, or one back. */

/** 1 where an element is read from left to right, -1 where it is read from right to left. */
export function readingDirection(element: Element): 1 | -1 {
  return getComputedStyle(element).direction === 'rtl' ? -1 : 1;
}
