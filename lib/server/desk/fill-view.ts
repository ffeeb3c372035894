/** The fill card: read from the event that made the fill, explained and recomputed by the engine. */
import { formatDollars, formatPrice, formatQuantity } from "@/lib/engine/decimal";
import type { OrderFilled } from "@/lib/engine/event/event";
import { explainFill, netWord } from "@/lib/engine/explain/explain-fill";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { isReproducible } from "@/lib/engine/explain/recompute-fill";
import { multiplierOf, underlyingOf } from "@/lib/engine/instrument/instrument";
import { micros, notional, sumMicros } from "@/lib/engine/money";
import { signedNanos } from "@/lib/engine/order/order";
import type { FillView } from "@/lib/wire/raxx/desk";
import { fillId } from "../commit/project";

/** One fill. */
export function fillView(event: OrderFilled): FillView {
  const explanation = explainFill(event);
  const trades = event.legs.map((leg) =>
    notional(leg.priceMicros, signedNanos(leg.side, leg.qtyNanos), multiplierOf(leg.instrument)),
  );
  const fees = event.fees.map((fee) => fee.amountMicros);
  return {
    id: fillId(event),
    orderId: event.orderId,
    atMs: event.atMs,
    ...explanation,
    price: formatPrice(event.priceMicros),
    netWord: netWord(event),
    qty: formatQuantity(event.qtyNanos),
    cash: formatDollars(micros(-sumMicros(trades) - sumMicros(fees))),
    fees: event.fees.map((fee) => ({ name: fee.name, amount: formatDollars(fee.amountMicros) })),
    rule: event.ruleId,
    rulesVersion: event.rules,
    profile: event.profile,
    legs: event.legs.map((leg) => ({
      name: instrumentName(leg.instrument),
      symbol: leg.instrument.symbol,
      underlying: underlyingOf(leg.instrument),
      side: leg.side,
      qty: formatQuantity(leg.qtyNanos),
      price: formatPrice(leg.priceMicros),
      bid: formatPrice(leg.quote.bidMicros),
      bidSize: formatQuantity(leg.quote.bidSizeNanos),
      ask: formatPrice(leg.quote.askMicros),
      askSize: formatQuantity(leg.quote.askSizeNanos),
      quoteAtMs: leg.quote.atMs,
    })),
    recomputed: isReproducible(event),
  };
}
