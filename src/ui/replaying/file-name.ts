/** What a file of recordings is called on a disk. */

export function fileNameOf(name: string): string {
  const plain = name
    .trim()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'synthpad'}.replay.json`;
}
