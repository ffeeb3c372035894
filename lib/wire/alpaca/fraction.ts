/** Percentages on the wire are fractions: 0.01 means 1 % (alpaca-wire.md §1.9). */
import { formatDecimal } from "@/lib/engine/decimal";
import { divideHalfEven } from "@/lib/engine/money";

const SCALE = 10;

/** part / whole as a trimmed decimal with at most ten places; null when there is no whole. */
export function fractionText(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null;
  const size = whole < 0n ? -whole : whole;
  return formatDecimal(divideHalfEven(part * 10n ** BigInt(SCALE), size), SCALE);
}
