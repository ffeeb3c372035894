/** The legs that close a group of positions as one order, as the engine closes them, if a ticket can carry them. */
import type { Position } from "@/lib/engine/account/account-state";
import { formatQuantity } from "@/lib/engine/decimal";
import { NANOS_PER_UNIT } from "@/lib/engine/money";
import { closingDraft } from "@/lib/engine/order/closing-draft";
import type { TicketLeg } from "@/lib/wire/raxx/ticket";

const LEGS_MAX = 4;
const RATIO_MAX = 100;

export interface ClosingLegs {
  readonly qty: string;
  readonly legs: readonly TicketLeg[];
}

/**
 * Opposite sides in the proportions held, as many units as they have in common. Null for what one
 * order cannot close: more than four legs, parts of shares beside options, uneven proportions.
 */
export function closingLegs(
  held: readonly Pick<Position, "instrument" | "qtyNanos">[],
): ClosingLegs | null {
  if (held.length === 0 || held.length > LEGS_MAX) return null;
  const isWhole = held.every(({ qtyNanos }) => qtyNanos % NANOS_PER_UNIT === 0n);
  if (held.length > 1 && !isWhole) return null;
  const draft = closingDraft(held, []);
  if (draft.legs.some(({ ratio }) => ratio > RATIO_MAX)) return null;
  const legs = draft.legs.map(({ instrument, side, ratio }) => {
    return { symbol: instrument.symbol, side, ratio };
  });
  return { qty: formatQuantity(draft.qtyNanos), legs };
}
