/** Logarithms of factorials and binomial coefficients, for counts whose powers no float holds. */

/** Below this the product is exact enough; from here on Stirling's series is. */
const seriesFrom = 20;

/** ln n!, to the last few digits of a float, for whole n from 0. */
export function logFactorial(n: number): number {
  if (n >= seriesFrom) return stirling(n);
  let product = 1;
  for (let factor = 2; factor <= n; factor++) product *= factor;
  return Math.log(product);
}

/** Abramowitz and Stegun 6.1.41; the first term left out is below 1e-16 from n = 20. */
function stirling(n: number): number {
  const square = 1 / (n * n);
  const correction = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / n;
  return (n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2 + correction;
}

/** ln C(n, k), for whole 0 <= k <= n. */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
