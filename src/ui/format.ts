/** Numbers as people read them. Sentences belong to `texts`. */

/** "840 kB", "1.2 GB": decimal units, as browsers and disks count. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  if (count < 1e6) return `${Math.round(count / 1e3)} kB`;
  if (count < 1e9) return `${short(count / 1e6)} MB`;
  return `${short(count / 1e9)} GB`;
}

/** "80 ms", "2.4 s", "1 min 20 s" */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const [minutes, seconds] = [Math.floor(ms / 60_000), Math.round((ms % 60_000) / 1000)];
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}

/** "0.5B", "360M": as models are named. */
export function parameters(number: number): string {
  return number < 5e8 ? `${Math.round(number / 1e6)}M` : `${Number((number / 1e9).toFixed(1))}B`;
}

/** "1 test", "3 tests" */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** "47.2%" */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** "40,000", of a whole number. Not by `toLocaleString`, whose first call holds up the page. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The host of an address as a sentence names it. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host || 'The address' : 'The address';
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
