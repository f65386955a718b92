/** How far in, in columns, a line of code goes on where it wraps: a little further than it begins. */

/** Beyond this, nothing of a narrow line would be left. */
export const mostHang = 16;
const further = 2;

export function hangOf(line: string): number {
  const indentation = /^ */.exec(line)?.[0].length ?? 0;
  return Math.min(mostHang, indentation + further);
}
