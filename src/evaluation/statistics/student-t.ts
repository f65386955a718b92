/** The 97.5th percentile of Student's t distribution, for intervals from few points. */

/** For whole degrees of freedom from 1, to about nine digits: the root of its distribution. */
export function studentT95(degrees: number): number {
  const known = quantiles.get(degrees) ?? rootFor(degrees);
  quantiles.set(degrees, known);
  return known;
}

/** A curve asks for the same one hundreds of times. */
const quantiles = new Map<number, number>();

function rootFor(degrees: number): number {
  let [low, high] = [0, 20];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (upperTail(middle, degrees) > 0.025) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How likely a larger value is: the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4. */
function upperTail(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const square = Math.cos(angle) ** 2;
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let at = isOdd ? 1 : 0; at <= degrees - 2; at += 2) {
    sum += term;
    term *= (square * (at + 1)) / (at + 2);
  }
  const within = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return (1 - within) / 2;
}
