/** How results are compared, beyond Python's own `==`. All off by default; named when on. */

export interface Oracle {
  /** Floats count as equal within this, absolute or relative; null for exactly equal. */
  readonly floatTolerance: number | null;
  /** Lists, tuples and sets count as equal if they have the same members, in any order. */
  readonly isOrderInsensitive: boolean;
}

export const exactOracle: Oracle = { floatTolerance: null, isOrderInsensitive: false };

export function oracleNames(oracle: Oracle): string[] {
  return [
    ...(oracle.floatTolerance === null ? [] : [`floats within ${oracle.floatTolerance}`]),
    ...(oracle.isOrderInsensitive ? ['any order'] : []),
  ];
}
