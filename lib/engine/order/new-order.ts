/** The order, or the group of orders, that an acceptable draft becomes. */
import { type MarketView, type Quote, quoteFault, touchPrice } from "../market/quote";
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
  const { nowMs } = market;
  const arrivalQuotes = quotesOf(legs, market);
  const open = mayTrade(draft, nowMs);
  // Field by field, so that all orders have one shape: every loop over them is faster for it.
  const order: Order = {
    id: draft.id,
    clientOrderId: draft.clientOrderId,
    orderClass: draft.orderClass,
    terms: draft.terms,
    timeInForce: draft.timeInForce,
    qtyNanos: draft.qtyNanos,
    legs,
    filledNanos: ZERO_NANOS,
    fills: 0,
    status: open ? "new" : "accepted",
    rested: open && restsOnArrival(draft, legs, arrivalQuotes, market),
    reservedMicros,
    arrivalQuotes,
    submittedAtMs: nowMs,
    expiresAtMs: expiresAtMs(draft, nowMs),
    updatedAtMs: nowMs,
    closedAtMs: null,
    closeReason: null,
  };
  const mark = firstMark({ terms: draft.terms, legs }, market);
  const whole = hasRareFields(draft) || mark !== null ? withRareFields(order, draft, mark) : order;
  return draft.group === undefined ? [whole] : [whole, ...exitsOf(whole, draft)];
}

function quotesOf(legs: readonly OrderLeg[], market: MarketView): readonly Quote[] {
  const quotes: Quote[] = [];
  for (const { instrument } of legs) {
    const quote = market.quoteOf(instrument.symbol);
    if (quote !== null) quotes.push(quote);
  }
  return quotes;
}

function hasRareFields({ notionalMicros, extendedHours, doNotReduce, group }: OrderDraft): boolean {
  return [notionalMicros, extendedHours, doNotReduce, group].some((field) => field !== undefined);
}

/** With what few orders have. */
function withRareFields(
  order: Order,
  { notionalMicros, extendedHours, noOvernight, doNotReduce, group }: OrderDraft,
  mark: Order["mark"] | null,
): Order {
  const role = group?.kind === "oco" ? "take_profit" : "entry";
  return {
    ...order,
    ...(notionalMicros !== undefined && { notionalMicros }),
    ...(extendedHours !== undefined && { extendedHours }),
    ...(noOvernight !== undefined && { noOvernight }),
    ...(doNotReduce !== undefined && { doNotReduce }),
    ...(group !== undefined && { group: { kind: group.kind, id: order.id, role } }),
    ...(mark !== null && mark !== undefined && { mark }),
  };
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
  const priced: (OrderLeg & { readonly priceMicros: Micros })[] = [];
  for (const leg of legs) {
    const priceMicros = tradablePrice(leg, quotes, market);
    if (priceMicros === null) return false;
    if (draft.orderClass === "simple") return !accepts(draft.terms, leg.side, priceMicros);
    priced.push({ ...leg, priceMicros });
  }
  return priced.length > 0 && !accepts(draft.terms, "buy", netMicros(priced));
}

function tradablePrice(
  { instrument: { symbol }, side }: OrderLeg,
  quotes: readonly Quote[],
  market: MarketView,
): Micros | null {
  const quote = quotes.find((item) => item.symbol === symbol);
  if (quote === undefined || quoteFault(market, symbol) !== null) return null;
  const priceMicros = touchPrice(quote, side);
  return priceMicros > 0n ? priceMicros : null;
}
