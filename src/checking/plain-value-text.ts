/**
 * Whether a text from a program's interpreter may be handed to the judge: JSON made of text,
 * safe integers, truth values, null and tagged lists, within the limits of plain_values.py. The
 * judge decodes by the same closed set; this guards its parser against depth and bulk.
 */

const maxDepth = 100;
const maxNodes = 200_000;
const maxValueTextLength = 4_000_000;

export function isPlainValueText(text: string): boolean {
  if (text.length > maxValueTextLength) return false;
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return false;
  }
  const pending: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }];
  let nodes = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next;
    if (++nodes > maxNodes || depth > maxDepth) return false;
    if (Array.isArray(node)) {
      if (typeof node[0] !== 'string') return false;
      for (const part of node.slice(1)) pending.push({ node: part, depth: depth + 1 });
    } else if (!isScalar(node)) {
      return false;
    }
  }
  return true;
}

function isScalar(node: unknown): boolean {
  if (node === null || typeof node === 'string' || typeof node === 'boolean') return true;
  return Number.isSafeInteger(node);
}
