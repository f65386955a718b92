/**
 * BLEU-4 of one text against one reference (Papineni et al. 2002), in the smoothed form for single
 * texts: 1 is added to the matches and to the total of pairs, triples and fours (Lin and Och 2004).
 */

const longest = 4;

/**
 * Scores texts against this reference, from 0 to 1: 0 where not one token matches. What is of the
 * reference alone is worked out once, because a study has up to 80 samples for each.
 */
export function bleu4Against(
  reference: readonly string[],
): (candidate: readonly string[]) => number {
  const numbers = new Map<string, number>();
  for (const token of reference) if (!numbers.has(token)) numbers.set(token, numbers.size);
  const digitsOf = (tokens: readonly string[]) => tokens.map((each) => numbers.get(each) ?? NaN);
  const own = digitsOf(reference);
  const wanted = lengths.map((n) => countsOf(runsOf(own, n, numbers.size)));
  return (candidate) => {
    if (candidate.length === 0) return 0;
    const digits = digitsOf(candidate);
    let logs = 0;
    for (const [at, n] of lengths.entries()) {
      const matches = matchesIn(runsOf(digits, n, numbers.size), wanted[at] ?? nothing);
      const total = Math.max(0, candidate.length - n + 1);
      const added = n === 1 ? 0 : 1;
      if (matches + added === 0) return 0;
      logs += Math.log((matches + added) / (total + added)) / longest;
    }
    const brevity = Math.min(0, 1 - reference.length / candidate.length);
    return Math.exp(logs + brevity);
  };
}

const lengths = Array.from({ length: longest }, (_, at) => at + 1);
const nothing: ReadonlyMap<number, number> = new Map();

/**
 * Each run of n digits as one number, in a system with a digit for each token of the reference.
 * Runs with another token match nothing and are left out. Exact for references of up to 9,700
 * different tokens.
 */
function runsOf(digits: readonly number[], n: number, base: number): number[] {
  const runs: number[] = [];
  for (let from = 0; from + n <= digits.length; from++) {
    let run = 0;
    for (let at = from; at < from + n; at++) run = run * base + (digits[at] ?? NaN);
    if (!Number.isNaN(run)) runs.push(run);
  }
  return runs;
}

function countsOf(runs: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const run of runs) counts.set(run, (counts.get(run) ?? 0) + 1);
  return counts;
}

/** Each run counts as often as it stands in the reference, at most. */
function matchesIn(runs: readonly number[], wanted: ReadonlyMap<number, number>): number {
  let matches = 0;
  for (const [run, count] of countsOf(runs)) matches += Math.min(count, wanted.get(run) ?? 0);
  return matches;
}
