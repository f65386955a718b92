/** The size of type at which something fits, found by trying. What "fits" means is for the asker. */

/**
 * The largest whole number from `least` to `most` that fits, where what does not fit does not fit
 * any larger either; `least` where none does.
 */
export function largestFitting(
  least: number,
  most: number,
  fits: (size: number) => boolean,
): number {
  let [low, high] = [Math.ceil(least), Math.floor(most)];
  // The common case first: short programs are as large as can be.
  if (high <= low || fits(high)) return Math.max(low, high);
  high -= 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
