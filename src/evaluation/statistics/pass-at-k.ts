/**
 * pass@k: the chance that at least one of k samples solves the task, estimated without bias from
 * n samples of which c do: 1 - C(n - c, k) / C(n, k) (Chen et al. 2021, arXiv 2107.03374).
 */

/**
 * For whole 0 <= c <= n and 1 <= k <= n. As a product of ratios below 1 it neither overflows nor
 * loses digits, whatever n is; the shorter of the two equal products is taken.
 */
export function passAtK(n: number, c: number, k: number): number {
  if (n - c < k) return 1;
  if (k === 1) return c / n;
  let allFail = 1;
  if (k <= c) for (let at = 0; at < k; at++) allFail *= (n - c - at) / (n - at);
  else for (let at = 0; at < c; at++) allFail *= (n - k - at) / (n - at);
  return 1 - allFail;
}
