/** What the operations of MathQA compute with, where JavaScript has no such function or another one. */

const { max, min, sqrt } = Math;

export function rate(work: number): number {
  return min(work, 1 / work);
}

/** NaN where Python raises. */
export function factorial(n: number): number {
  return n < 0 ? NaN : productOf(2, n);
}

/** One factorial by another. What both have in common is left out: it is soon too large for a number. */
export function orders(n: number, below: number): number {
  if (n < 0 || below < 0) return NaN;
  return n < below ? 1 / productOf(n + 1, below) : productOf(below + 1, n);
}

/** Of whole numbers; infinite as soon as it is too large, however many there are. */
function productOf(from: number, to: number): number {
  let product = 1;
  for (let factor = from; factor <= to && product < Infinity; factor++) product *= factor;
  return product;
}

/** As SciPy's `comb`: 0 where more are chosen than there are. */
export function choose(n: number, k: number): number {
  if (!(k >= 0) || !(n >= k)) return 0;
  const few = Number.isInteger(n) && Number.isInteger(k) ? min(k, n - k) : NaN;
  if (Number.isNaN(few)) return NaN;
  let ways = 1;
  // Each step at least doubles it.
  for (let each = 1; each <= few && ways < Infinity; each++) {
    ways = (ways * (n - few + each)) / each;
  }
  return Math.round(ways) === ways || ways > 1e15 ? ways : Math.round(ways);
}

export function gcd(a: number, b: number): number {
  let [larger, rest] = [Math.abs(a), Math.abs(b)];
  while (rest > 0) [larger, rest] = [rest, larger % rest];
  return larger;
}

export function lcm(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b);
}

/** Python's: the sign is that of the divisor. */
export function remainder(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

export function heron(a: number, b: number, c: number): number {
  const half = (a + b + c) / 2;
  return sqrt(max(0, half * (half - a) * (half - b) * (half - c)));
}
