/**
 * MathQA in small: problems of our own in the original layout, one for every operation, and archives
 * of them. The values were worked out by hand from the paper's description.
 */

import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../src/platform/zip.ts';
import type { OriginalProblem } from '../../src/tasks/mathqa/conversion.ts';

export interface WorkedOperation {
  readonly inputs: readonly number[];
  readonly value: number;
}

export const workedOperations: Readonly<Record<string, WorkedOperation>> = {
  add: { inputs: [6, 4], value: 10.0 },
  subtract: { inputs: [6, 4], value: 2 },
  multiply: { inputs: [6, 4], value: 24 },
  divide: { inputs: [6, 4], value: 1.5 },
  speed: { inputs: [6, 4], value: 1.5 },
  power: { inputs: [2, 7], value: 32 },
  sqrt: { inputs: [9], value: 3 },
  log: { inputs: [8], value: 3 },
  factorial: { inputs: [5], value: 120 },
  choose: { inputs: [6, 2], value: 15 },
  permutation: { inputs: [2, 5], value: 20 },
  gcd: { inputs: [12, 18], value: 6 },
  lcm: { inputs: [4, 6], value: 12 },
  floor: { inputs: [2.75], value: 2 },
  max: { inputs: [6, 4], value: 6 },
  min: { inputs: [6, 4], value: 4 },
  reminder: { inputs: [17, 5], value: 2 },
  negate: { inputs: [6], value: -6 },
  inverse: { inputs: [4], value: 0.25 },
  negate_prob: { inputs: [0.3], value: 0.7 },
  union_prob: { inputs: [0.5, 0.4, 0.2], value: 0.7 },
  sine: { inputs: [0.5], value: 0.479425539 },
  cosine: { inputs: [0.5], value: 0.877582562 },
  tangent: { inputs: [0.5], value: 0.54630249 },
  circle_area: { inputs: [3], value: 28.274333882 },
  circumface: { inputs: [3], value: 18.849555922 },
  circle_arc: { inputs: [90, 3], value: 4.71238898 },
  circle_sector_area: { inputs: [3, 90], value: 7.068583471 },
  semi_circle_perimiter: { inputs: [3], value: 15.424777961 },
  square_area: { inputs: [6], value: 36 },
  square_perimeter: { inputs: [6], value: 24 },
  rhombus_perimeter: { inputs: [6], value: 24 },
  square_edge_by_area: { inputs: [49], value: 7 },
  square_edge_by_perimeter: { inputs: [28], value: 7 },
  rectangle_area: { inputs: [6, 4], value: 24 },
  rectangle_perimeter: { inputs: [6, 4], value: 20 },
  triangle_area: { inputs: [6, 4], value: 12 },
  rhombus_area: { inputs: [6, 4], value: 12 },
  triangle_perimeter: { inputs: [3, 4, 5], value: 12 },
  triangle_area_three_edges: { inputs: [3, 4, 5], value: 6 },
  quadrilateral_area: { inputs: [6, 4, 3], value: 21 },
  trapezium_area: { inputs: [6, 4, 3], value: 21 },
  diagonal: { inputs: [3, 4], value: 5 },
  side_by_diagonal: { inputs: [5, 4], value: 3 },
  surface_cube: { inputs: [3], value: 54 },
  volume_cube: { inputs: [3], value: 27 },
  cube_edge_by_volume: { inputs: [27], value: 3 },
  surface_rectangular_prism: { inputs: [6, 4, 3], value: 108 },
  volume_rectangular_prism: { inputs: [6, 4, 3], value: 72 },
  surface_sphere: { inputs: [3], value: 113.097335529 },
  volume_sphere: { inputs: [3], value: 113.097335529 },
  surface_cylinder: { inputs: [3, 4], value: 131.946891451 },
  volume_cylinder: { inputs: [3, 4], value: 113.097335529 },
  volume_cone: { inputs: [3, 4], value: 37.699111843 },
  percent: { inputs: [25, 80], value: 20 },
  from_percent: { inputs: [25], value: 0.25 },
  to_percent: { inputs: [0.25], value: 25 },
  gain_percent: { inputs: [25], value: 125 },
  loss_percent: { inputs: [25], value: 75 },
  negate_percent: { inputs: [25], value: 75 },
  price_after_gain: { inputs: [25, 80], value: 100 },
  p_after_gain: { inputs: [25, 80], value: 100 },
  price_after_loss: { inputs: [25, 80], value: 60 },
  p_after_loss: { inputs: [25, 80], value: 60 },
  original_price_before_gain: { inputs: [25, 100], value: 80 },
  original_price_before_loss: { inputs: [20, 80], value: 100 },
  speed_in_still_water: { inputs: [6, 4], value: 5 },
  stream_speed: { inputs: [6, 4], value: 1 },
  speed_ratio_steel_to_stream: { inputs: [6, 4], value: 5 },
  count_interval: { inputs: [6, 4], value: 3 },
  combined_work: { inputs: [6, 4], value: 2.4 },
  find_work: { inputs: [6, 4], value: 12 },
};

/** A problem in the original layout, right option and all. */
export function problemOf(operation: string, { inputs, value }: WorkedOperation): OriginalProblem {
  const given = inputs.map((_, index) => `n${index}`).join(',');
  return {
    Problem: `what is ${operation} of ${inputs.join(' and ')} ?`,
    options: `a ) 1000001 , b ) ${value} , c ) none of these`,
    correct: 'b',
    linear_formula: `${operation}(${given})|`,
  };
}

export const problems: readonly OriginalProblem[] = Object.entries(workedOperations).map(
  ([operation, worked]) => problemOf(operation, worked),
);

export interface PackedFile {
  readonly name: string;
  readonly text: string;
}

/** The archive's files as its authors name them, and one that nobody needs. */
export function mathQaFiles(
  train: readonly object[] = problems,
  dev: readonly object[] = problems.slice(0, 2),
  test: readonly object[] = problems.slice(2, 5),
): PackedFile[] {
  const file = (name: string, rows: readonly object[]) => ({ name, text: JSON.stringify(rows) });
  return [
    { name: 'readme.txt', text: 'Problems of our own.\n' },
    ...[file('train.json', train), file('dev.json', dev), file('test.json', test)],
  ];
}

/** A zip archive, its files deflated. */
export function zipOf(files: readonly PackedFile[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, text } of files) {
    const [title, bytes] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, rest, title]));
    parts.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return new Uint8Array(Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end]));
}
