/**
 * The activities of corporate actions as Alpaca names them (alpaca-wire.md §1.4): one for each symbol
 * whose quantity an exchange changed, with its cash on the first; adjusted contracts are OPCA.
 */
import type { CorporateAction } from "@/lib/engine/action/corporate-action";
import type { PositionChange } from "@/lib/engine/action/position-change";
import type { EventOf } from "@/lib/engine/event/event";
import { type Nanos, nanos, ZERO_MICROS } from "@/lib/engine/money";
import type { NonTradeActivity } from "./non-trade-activities";

const TYPES: { readonly [K in CorporateAction["kind"]]: string } = {
  forward_split: "SPLIT",
  reverse_split: "SPLIT",
  stock_dividend: "DIV",
  cash_dividend: "DIV",
  spin_off: "SPIN",
  merger: "MA",
  rename: "NC",
  delisting: "REORG",
};

/** The activities of an applied action; none when no quantity changed and no cash moved. */
export function actionActivities({
  action,
  changes,
}: EventOf<"corporate_action_applied">): readonly NonTradeActivity[] {
  return changes.flatMap((change) => {
    const option = change.after.some(({ instrument }) => instrument.kind === "option");
    const type = option ? "OPCA" : typeOf(action);
    return quantityChanges(change).map(([symbol, qtyNanos], index) => ({
      type,
      symbol,
      qtyNanos,
      priceMicros: null,
      netMicros: index === 0 ? change.cashMicros : ZERO_MICROS,
    }));
  });
}

/** A dividend is news when it is paid. */
export function dividendActivity(event: EventOf<"dividend_paid">): NonTradeActivity {
  return {
    type: "DIV",
    symbol: event.symbol,
    qtyNanos: event.qtyNanos,
    priceMicros: event.perShareMicros,
    netMicros: event.amountMicros,
  };
}

/** What is left of a delisted company at nothing a share is removed as worthless. */
function typeOf(action: CorporateAction): string {
  const worthless =
    action.kind === "merger" && action.acquirer === null && action.cashMicros === 0n;
  return worthless ? "REORG" : TYPES[action.kind];
}

/** By symbol, the one that was held first; it stays when only cash came of it. */
function quantityChanges({
  symbol,
  qtyNanos,
  after,
  cashMicros,
}: PositionChange): readonly (readonly [string, Nanos])[] {
  const deltas = new Map<string, bigint>([[symbol, -qtyNanos]]);
  for (const holding of after) {
    const made = holding.instrument.symbol;
    deltas.set(made, (deltas.get(made) ?? 0n) + holding.qtyNanos);
  }
  return [...deltas]
    .filter(([made, delta]) => delta !== 0n || (made === symbol && cashMicros !== 0n))
    .map(([made, delta]) => [made, nanos(delta)]);
}
