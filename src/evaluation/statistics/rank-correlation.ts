/** Spearman's rho: whether one number grows with another, on whatever scales. */

export interface RankCorrelation {
  readonly rho: number;
  /** Of 95%; null below ten pairs, and where the order is the same or the reverse throughout. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

const fewestForInterval = 10;
const twoSided95 = 1.959964;

/** Null where all of one side are equal, or there are no two pairs: nothing is in any order. */
export function spearman(
  pairs: readonly { readonly x: number; readonly y: number }[],
): RankCorrelation | null {
  const [xs, ys] = [ranksOf(pairs.map(({ x }) => x)), ranksOf(pairs.map(({ y }) => y))];
  const middle = (pairs.length + 1) / 2;
  let [together, ofX, ofY] = [0, 0, 0];
  xs.forEach((x, at) => {
    const [dx, dy] = [x - middle, (ys[at] ?? middle) - middle];
    together += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  });
  if (ofX === 0 || ofY === 0) return null;
  const rho = together / Math.sqrt(ofX * ofY);
  return { rho, interval: intervalOf(rho, pairs.length) };
}

/** By Fisher's z with the variance of Bonett and Wright (2000). */
function intervalOf(rho: number, count: number): RankCorrelation['interval'] {
  if (count < fewestForInterval || Math.abs(rho) > 1 - 1e-12) return null;
  const z = Math.atanh(rho);
  const spread = twoSided95 * Math.sqrt((1 + rho ** 2 / 2) / (count - 3));
  return { low: Math.tanh(z - spread), high: Math.tanh(z + spread) };
}

/** From 1; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks: number[] = [];
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (const at of order.slice(from, to)) ranks[at] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
