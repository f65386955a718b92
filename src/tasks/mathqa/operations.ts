/**
 * The operations of MathQA's formulas (Amini et al. 2019), each as a number and as the Python of
 * MathQA-Python (Austin et al. 2021, arXiv 2108.07732). Numbers are Python's floats.
 */

import { choose, factorial, gcd, heron, lcm, orders, rate, remainder } from './arithmetic.ts';

export interface Operation {
  readonly arity: number;
  readonly value: (...values: readonly number[]) => number;
  /** Of expressions that need no brackets: names and numbers. */
  readonly python: (...sources: readonly string[]) => string;
}

type Values = readonly [a: number, b: number, c: number];
type Sources = readonly [a: string, b: string, c: string];

function operation(
  arity: number,
  value: (...values: Values) => number,
  python: (...sources: Sources) => string,
): Operation {
  return {
    arity,
    value: (a = NaN, b = NaN, c = NaN) => value(a, b, c),
    python: (a = '', b = '', c = '') => python(a, b, c),
  };
}

const { PI, max, min, sqrt, trunc } = Math;

const add = operation(
  2,
  (a, b) => a + b,
  (a, b) => `${a} + ${b}`,
);
const multiply = operation(
  2,
  (a, b) => a * b,
  (a, b) => `${a} * ${b}`,
);
const divide = operation(
  2,
  (a, b) => a / b,
  (a, b) => `${a} / ${b}`,
);
const halfProduct = operation(
  2,
  (a, b) => (a * b) / 2,
  (a, b) => `${a} * ${b} / 2`,
);
const square = operation(
  1,
  (a) => a ** 2,
  (a) => `${a}**2`,
);
const fourfold = operation(
  1,
  (a) => 4 * a,
  (a) => `4 * ${a}`,
);
const trapezium = operation(
  3,
  (a, b, c) => (a * (b + c)) / 2,
  (a, b, c) => `${a} * (${b} + ${c}) / 2`,
);
const afterGain = operation(
  2,
  (a, b) => (1 + a / 100) * b,
  (a, b) => `(1 + ${a} / 100) * ${b}`,
);
const afterLoss = operation(
  2,
  (a, b) => (1 - a / 100) * b,
  (a, b) => `(1 - ${a} / 100) * ${b}`,
);
const fromHundred = operation(
  1,
  (a) => 100 - a,
  (a) => `100.0 - ${a}`,
);

const table: Readonly<Record<string, Operation>> = {
  add,
  subtract: operation(
    2,
    (a, b) => a - b,
    (a, b) => `${a} - ${b}`,
  ),
  multiply,
  divide,
  speed: divide,
  power: operation(
    2,
    (a, b) => a ** min(b, 5),
    (a, b) => `${a}**min(${b}, 5)`,
  ),
  sqrt: operation(
    1,
    (a) => sqrt(max(0, a)),
    (a) => `math.sqrt(max(0, ${a}))`,
  ),
  log: operation(
    1,
    (a) => Math.log2(max(1e-5, a)),
    (a) => `math.log(max(1e-5, ${a}), 2)`,
  ),
  factorial: operation(
    1,
    (a) => factorial(min(15, trunc(a))),
    (a) => `math.factorial(min(15, int(${a})))`,
  ),
  choose: operation(2, choose, (a, b) => `scipy.special.comb(${a}, ${b})`),
  permutation: operation(
    2,
    (a, b) => orders(trunc(max(a, b)), trunc(max(a, b) - min(a, b))),
    (a, b) =>
      `math.factorial(int(max(${a}, ${b}))) / math.factorial(int(max(${a}, ${b}) - min(${a}, ${b})))`,
  ),
  gcd: operation(
    2,
    (a, b) => gcd(trunc(a), trunc(b)),
    (a, b) => `scipy.gcd(int(${a}), int(${b}))`,
  ),
  lcm: operation(
    2,
    (a, b) => lcm(trunc(a), trunc(b)),
    (a, b) => `scipy.lcm(int(${a}), int(${b}))`,
  ),
  floor: operation(
    1,
    (a) => Math.floor(a),
    (a) => `math.floor(${a})`,
  ),
  max: operation(
    2,
    (a, b) => max(a, b),
    (a, b) => `max(${a}, ${b})`,
  ),
  min: operation(
    2,
    (a, b) => min(a, b),
    (a, b) => `min(${a}, ${b})`,
  ),
  reminder: operation(2, remainder, (a, b) => `${a} % ${b}`),
  negate: operation(
    1,
    (a) => -a,
    (a) => `-${a}`,
  ),
  inverse: operation(
    1,
    (a) => 1 / a,
    (a) => `1 / ${a}`,
  ),
  negate_prob: operation(
    1,
    (a) => 1 - a,
    (a) => `1.0 - ${a}`,
  ),
  union_prob: operation(
    3,
    (a, b, c) => a + b - c,
    (a, b, c) => `${a} + ${b} - ${c}`,
  ),
  sine: operation(
    1,
    (a) => Math.sin(a),
    (a) => `math.sin(${a})`,
  ),
  cosine: operation(
    1,
    (a) => Math.cos(a),
    (a) => `math.cos(${a})`,
  ),
  tangent: operation(
    1,
    (a) => Math.tan(a),
    (a) => `math.tan(${a})`,
  ),

  circle_area: operation(
    1,
    (a) => PI * a ** 2,
    (a) => `math.pi * ${a}**2`,
  ),
  circumface: operation(
    1,
    (a) => 2 * PI * a,
    (a) => `2 * math.pi * ${a}`,
  ),
  circle_arc: operation(
    2,
    (a, b) => (a / 360) * 2 * PI * b,
    (a, b) => `${a} / 360 * 2 * math.pi * ${b}`,
  ),
  circle_sector_area: operation(
    2,
    (a, b) => (b / 360) * PI * a ** 2,
    (a, b) => `${b} / 360 * math.pi * ${a}**2`,
  ),
  semi_circle_perimiter: operation(
    1,
    (a) => PI * a + 2 * a,
    (a) => `math.pi * ${a} + 2 * ${a}`,
  ),
  square_area: square,
  square_perimeter: fourfold,
  rhombus_perimeter: fourfold,
  square_edge_by_area: operation(
    1,
    (a) => sqrt(a),
    (a) => `math.sqrt(${a})`,
  ),
  square_edge_by_perimeter: operation(
    1,
    (a) => a / 4,
    (a) => `${a} / 4`,
  ),
  rectangle_area: multiply,
  rectangle_perimeter: operation(
    2,
    (a, b) => 2 * (a + b),
    (a, b) => `2 * (${a} + ${b})`,
  ),
  triangle_area: halfProduct,
  rhombus_area: halfProduct,
  triangle_perimeter: operation(
    3,
    (a, b, c) => a + b + c,
    (a, b, c) => `${a} + ${b} + ${c}`,
  ),
  triangle_area_three_edges: operation(3, heron, (a, b, c) => {
    const half = `((${a} + ${b} + ${c}) / 2)`;
    return `math.sqrt(max(0, ${half} * (${half} - ${a}) * (${half} - ${b}) * (${half} - ${c})))`;
  }),
  quadrilateral_area: trapezium,
  trapezium_area: trapezium,
  diagonal: operation(
    2,
    (a, b) => sqrt(a ** 2 + b ** 2),
    (a, b) => `math.sqrt(${a}**2 + ${b}**2)`,
  ),
  side_by_diagonal: operation(
    2,
    (a, b) => sqrt(a ** 2 - b ** 2),
    (a, b) => `math.sqrt(${a}**2 - ${b}**2)`,
  ),

  surface_cube: operation(
    1,
    (a) => 6 * a ** 2,
    (a) => `6 * ${a}**2`,
  ),
  volume_cube: operation(
    1,
    (a) => a ** 3,
    (a) => `${a}**3`,
  ),
  cube_edge_by_volume: operation(
    1,
    (a) => a ** (1 / 3),
    (a) => `${a}**(1 / 3)`,
  ),
  surface_rectangular_prism: operation(
    3,
    (a, b, c) => 2 * (a * b + a * c + b * c),
    (a, b, c) => `2 * (${a} * ${b} + ${a} * ${c} + ${b} * ${c})`,
  ),
  volume_rectangular_prism: operation(
    3,
    (a, b, c) => a * b * c,
    (a, b, c) => `${a} * ${b} * ${c}`,
  ),
  surface_sphere: operation(
    1,
    (a) => 4 * PI * a ** 2,
    (a) => `4 * math.pi * ${a}**2`,
  ),
  volume_sphere: operation(
    1,
    (a) => (4 / 3) * PI * a ** 3,
    (a) => `4 / 3 * math.pi * ${a}**3`,
  ),
  surface_cylinder: operation(
    2,
    (a, b) => 2 * PI * a * (a + b),
    (a, b) => `2 * math.pi * ${a} * (${a} + ${b})`,
  ),
  volume_cylinder: operation(
    2,
    (a, b) => PI * a ** 2 * b,
    (a, b) => `math.pi * ${a}**2 * ${b}`,
  ),
  volume_cone: operation(
    2,
    (a, b) => (PI * a ** 2 * b) / 3,
    (a, b) => `math.pi * ${a}**2 * ${b} / 3`,
  ),

  percent: operation(
    2,
    (a, b) => (a / 100) * b,
    (a, b) => `${a} / 100.0 * ${b}`,
  ),
  from_percent: operation(
    1,
    (a) => a / 100,
    (a) => `${a} / 100.0`,
  ),
  to_percent: operation(
    1,
    (a) => a * 100,
    (a) => `${a} * 100.0`,
  ),
  gain_percent: operation(
    1,
    (a) => 100 + a,
    (a) => `100.0 + ${a}`,
  ),
  loss_percent: fromHundred,
  negate_percent: fromHundred,
  price_after_gain: afterGain,
  p_after_gain: afterGain,
  price_after_loss: afterLoss,
  p_after_loss: afterLoss,
  original_price_before_gain: operation(
    2,
    (a, b) => (b * 100) / (100 + a),
    (a, b) => `${b} * 100 / (100 + ${a})`,
  ),
  original_price_before_loss: operation(
    2,
    (a, b) => (b * 100) / (100 - a),
    (a, b) => `${b} * 100 / (100 - ${a})`,
  ),
  speed_in_still_water: operation(
    2,
    (a, b) => (a + b) / 2,
    (a, b) => `(${a} + ${b}) / 2`,
  ),
  stream_speed: operation(
    2,
    (a, b) => (a - b) / 2,
    (a, b) => `(${a} - ${b}) / 2`,
  ),
  speed_ratio_steel_to_stream: operation(
    2,
    (a, b) => (a + b) / (a - b),
    (a, b) => `(${a} + ${b}) / (${a} - ${b})`,
  ),
  count_interval: operation(
    2,
    (a, b) => a - b + 1,
    (a, b) => `${a} - ${b} + 1`,
  ),
  combined_work: operation(
    2,
    (a, b) => 1 / (rate(a) + rate(b)),
    (a, b) => `1 / (min(${a}, 1 / ${a}) + min(${b}, 1 / ${b}))`,
  ),
  find_work: operation(
    2,
    (a, b) => 1 / (max(rate(a), rate(b)) - min(rate(a), rate(b))),
    (a, b) => {
      const [x, y] = [`min(${a}, 1 / ${a})`, `min(${b}, 1 / ${b})`];
      return `1 / (max(${x}, ${y}) - min(${x}, ${y}))`;
    },
  ),
};

export const operationNames: readonly string[] = Object.keys(table);

/** Null of a name that is none. */
export function operationOf(name: string): Operation | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
