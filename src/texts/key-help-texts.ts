/** Which keys work in which part of the page, said where the focus is. */

/** Parts of the page with keys of their own: what `data-keys` may say. */
const keyHelp = {
  editor: 'Tab indents. Escape, then Tab leaves the editor.',
  list: '↑ ↓ move, Home and End jump, Enter opens.',
  table: '↑ ↓ move between rows, ← → within a row, Page Up and Page Down jump, Enter opens.',
  grid: 'The arrow keys move, Home and End go to the ends of a row, Enter opens.',
  edge: '← → move the edge, Enter puts it back.',
  steps: '← → step back and forward, Home and End jump.',
} as const;

export function keyHelpOf(region: string | undefined): string | null {
  return region !== undefined && region in keyHelp ? keyHelp[region as keyof typeof keyHelp] : null;
}
