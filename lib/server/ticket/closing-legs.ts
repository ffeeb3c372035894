/** The legs that close a group of positions as one order. */
import type { Position } from "@/lib/engine/account/account-state";
import { formatQuantity } from "@/lib/engine/decimal";
import { NANOS_PER_UNIT, nanos } from "@/lib/engine/money";
import type { TicketLeg } from "@/lib/wire/raxx/ticket";

const LEGS_MAX = 4;
const RATIO_MAX = 100n;

export interface ClosingLegs {
  readonly qty: string;
  readonly legs: readonly TicketLeg[];
}

/**
 * Opposite sides in the proportions held, as many units as they have in common. Null for what one
 * order cannot close: more than four legs, parts of shares beside options, uneven proportions.
 */
export function closingLegs(
  held: readonly Pick<Position, "symbol" | "qtyNanos">[],
): ClosingLegs | null {
  const [first] = held;
  if (first === undefined || held.length > LEGS_MAX) return null;
  if (held.length === 1) {
    const qty = formatQuantity(nanos(absolute(first.qtyNanos)));
    return { qty, legs: [legOf(first, 1)] };
  }
  if (held.some(({ qtyNanos }) => qtyNanos % NANOS_PER_UNIT !== 0n)) return null;
  const counts = held.map(({ qtyNanos }) => absolute(qtyNanos) / NANOS_PER_UNIT);
  const unit = counts.reduce(commonDivisor);
  if (counts.some((count) => count / unit > RATIO_MAX)) return null;
  const legs = held.map((one, index) => legOf(one, Number((counts[index] ?? 0n) / unit)));
  return { qty: unit.toString(), legs };
}

function legOf({ symbol, qtyNanos }: Pick<Position, "symbol" | "qtyNanos">, ratio: number) {
  return { symbol, side: qtyNanos > 0n ? ("sell" as const) : ("buy" as const), ratio };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
