/** Numbers, sizes, times and lists as people read them. */

/** "840 kB", "1.2 GB": decimal units, as browsers and disks count. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  if (count < 1e6) return `${Math.round(count / 1e3)} kB`;
  if (count < 1e9) return `${short(count / 1e6)} MB`;
  return `${short(count / 1e9)} GB`;
}

/** "12 MB of 40 MB" */
export function bytesOf(loaded: number, total: number): string {
  return `${bytes(loaded)} of ${bytes(total)}`;
}

/** "under 1 ms", "80 ms", "2.4 s", "1 min 20 s", "3 h 20 min", "2 days 4 h" */
export function duration(ms: number): string {
  if (ms > 0 && ms < 0.5) return 'under 1 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return twoUnits(seconds, 60, 'min', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return twoUnits(minutes, 60, 'h', 'min');
  return twoUnits(Math.round(minutes / 60), 24, 'days', 'h');
}

function twoUnits(amount: number, ratio: number, large: string, small: string): string {
  const rest = amount % ratio;
  return `${Math.floor(amount / ratio)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

/** "0.5B", "360M": as models are named. */
export function parameters(number: number): string {
  return number < 5e8 ? `${Math.round(number / 1e6)}M` : `${Number((number / 1e9).toFixed(1))}B`;
}

/** "12 tokens/s"; where one takes more than a second, "2.5 s per token". */
export function tokenRate(perSecond: number, places = 0): string {
  if (perSecond >= 1 || perSecond <= 0) return `${perSecond.toFixed(places)} tokens/s`;
  const seconds = 1 / perSecond;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s per token`;
}

/** "1 test", "3 tests", "40,000 tests" */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(number)} ${number === 1 ? singular : plural}`;
}

/** "47.2%": of a share, always to the same place. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** "20%", "2.5%": at a mark of an axis, which is where it says. */
export function percentMark(share: number): string {
  return percent(share).replace('.0%', '%');
}

/** "40,000" for a whole number. Not with `toLocaleString`, whose first call blocks the page. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "a, b and c" */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** "25 Nov 2026, 19:05" */
export function dateText(ms: number): string {
  return new Date(ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

/** The host of an address, to name it in a sentence. People leave out the scheme of their own. */
export function hostOf(address: string): string {
  const text = address.trim();
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  return (URL.canParse(whole) ? new URL(whole).host : '') || 'The address';
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
