/** The order, or the group of orders, that an acceptable draft becomes. */
import { type MarketView, type Quote, quoteFault, touchOf } from "../market/quote";
import { mayTrade } from "../match/trading-session";
import { type Micros, ZERO_MICROS, ZERO_NANOS } from "../money";
import type { ExitDraft, OrderDraft } from "./draft";
import { expiresAtMs } from "./expires-at";
import type { Order, OrderGroup, OrderLeg, OrderTerms, PositionIntent } from "./order";
import type { OrderSide } from "./side";
import { accepts, isStop, netMicros } from "./terms";
import { firstMark } from "./trailing-mark";

/** The order itself, then its exits. */
export function newOrders(
  draft: OrderDraft,
  { legs, reservedMicros }: { readonly legs: readonly OrderLeg[]; readonly reservedMicros: Micros },
  market: MarketView,
): readonly [Order, ...Order[]] {
  const { group, collarsStopBuys: _, ...shared } = draft;
  const arrivalQuotes = legs
    .map((leg) => market.quoteOf(leg.instrument.symbol))
    .filter((quote) => quote !== null);
  const open = mayTrade({ ...draft, legs }, market.nowMs);
  const mark = firstMark({ ...draft, legs }, market);
  const role = group?.kind === "oco" ? "take_profit" : "entry";
  const order: Order = {
    ...shared,
    legs,
    filledNanos: ZERO_NANOS,
    fills: 0,
    status: open ? "new" : "accepted",
    rested: open && restsOnArrival(draft, legs, arrivalQuotes, market),
    reservedMicros,
    arrivalQuotes,
    submittedAtMs: market.nowMs,
    expiresAtMs: expiresAtMs({ ...draft, legs }, market.nowMs),
    updatedAtMs: market.nowMs,
    closedAtMs: null,
    closeReason: null,
    ...(group !== undefined && { group: { kind: group.kind, id: draft.id, role } }),
    ...(mark !== null && { mark }),
  };
  return group === undefined ? [order] : [order, ...exitsOf(order, draft)];
}

function exitsOf(entry: Order, { group }: OrderDraft): readonly Order[] {
  const exits: Order[] = [];
  if (group?.takeProfit !== undefined) {
    const { limitMicros, ...ids } = group.takeProfit;
    exits.push(exitOrder(entry, ids, { type: "limit", limitMicros }, "take_profit"));
  }
  if (group?.stopLoss !== undefined) {
    const { stopMicros, limitMicros, ...ids } = group.stopLoss;
    const terms: OrderTerms =
      limitMicros === undefined
        ? { type: "stop", stopMicros }
        : { type: "stop_limit", stopMicros, limitMicros };
    exits.push(exitOrder(entry, ids, terms, "stop_loss"));
  }
  return exits;
}

/** An exit trades against its entry, or beside the other exit of an oco. It reserves nothing. */
function exitOrder(
  entry: Order,
  ids: ExitDraft,
  terms: OrderTerms,
  role: OrderGroup["role"],
): Order {
  const kind = entry.group?.kind ?? "oto";
  const beside = kind === "oco";
  return {
    ...entry,
    ...ids,
    terms,
    legs: entry.legs.map((leg) => (beside ? { ...leg, ...ids } : { ...exitLeg(leg), ...ids })),
    status: "held",
    rested: false,
    reservedMicros: ZERO_MICROS,
    arrivalQuotes: [],
    group: { kind, id: entry.id, role, ...(!beside && { dormant: true }) },
  };
}

function exitLeg(leg: OrderLeg): OrderLeg {
  const side: OrderSide = leg.side === "buy" ? "sell" : "buy";
  const intent: PositionIntent = side === "sell" ? "sell_to_close" : "buy_to_close";
  return { ...leg, side, intent };
}

/** True when every leg had a tradable quote and their price was beyond the limit. */
function restsOnArrival(
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  quotes: readonly Quote[],
  market: MarketView,
): boolean {
  if (isStop(draft.terms)) return false;
  const priced = legs.flatMap((leg) => {
    const { symbol } = leg.instrument;
    const quote = quotes.find((item) => item.symbol === symbol);
    if (quote === undefined || quoteFault(market, symbol) !== null) return [];
    const { priceMicros } = touchOf(quote, leg.side);
    return priceMicros > 0n ? [{ ...leg, priceMicros }] : [];
  });
  const [first] = priced;
  if (first === undefined || priced.length < legs.length) return false;
  return draft.orderClass === "simple"
    ? !accepts(draft.terms, first.side, first.priceMicros)
    : !accepts(draft.terms, "buy", netMicros(priced));
}
