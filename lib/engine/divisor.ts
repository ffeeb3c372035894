/** The largest whole number that divides both; signs do not matter, and zero takes the other's size. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : greatestCommonDivisor(b, a % b);
}
