/**
 * Decides what the market of this instant does to one working order.
 *
 * A paper fill is one a real order could have had: at the touch, up to the displayed size that this
 * account has not already taken. A multi-leg order prices all legs at one instant, buys at the ask
 * and sells at the bid, and fills all legs in ratio or none. Why: docs/fill-model.md.
 */
import { type AccountState, unconsumed } from "../account/account-state";
import { present } from "../assert";
import type { FillLeg, FillRuleId } from "../event/event";
import { type MarketView, type Quote, quoteFault, touchOf } from "../market/quote";
import { type Micros, minNanos, NANOS_PER_UNIT, type Nanos, nanos } from "../money";
import { legNanos, type Order, type OrderLeg, remainingNanos } from "../order/order";
import { accepts, limitOf, netMicros } from "../order/terms";
import { opensAtMs } from "./trading-session";
import type { WaitReason } from "./wait-reason";

export interface FillTerms {
  readonly ruleId: FillRuleId;
  readonly qtyNanos: Nanos;
  readonly priceMicros: Micros;
  readonly legs: readonly FillLeg[];
}

export type MatchOutcome =
  | { readonly kind: "fill"; readonly fill: FillTerms }
  | { readonly kind: "wait"; readonly reason: WaitReason };

/** One leg with what it can trade against now. */
interface PricedLeg {
  readonly leg: OrderLeg;
  readonly quote: Quote;
  readonly priceMicros: Micros;
  readonly availableNanos: Nanos;
  readonly takenBeforeNanos: Nanos;
}

/** Prices an order against the market of this instant; the caller turns a fill into an event. */
export function matchOrder(state: AccountState, order: Order, market: MarketView): MatchOutcome {
  const opens = opensAtMs(order, market.nowMs);
  if (opens !== null) return wait({ code: "session_closed", opensAtMs: opens });
  const priced: PricedLeg[] = [];
  for (const leg of order.legs) {
    const outcome = priceLeg(state, leg, market);
    if ("code" in outcome) return wait(outcome);
    priced.push(outcome);
  }
  const [side, marketMicros] = marketPrice(order, priced);
  if (!accepts(order.terms, side, marketMicros)) {
    const limitMicros = present(limitOf(order.terms), "only a limit refuses a price");
    return wait({ code: "limit_not_reached", marketMicros, limitMicros });
  }
  return sizeFill(order, priced, marketMicros);
}

function wait(reason: WaitReason): MatchOutcome {
  return { kind: "wait", reason };
}

function priceLeg(state: AccountState, leg: OrderLeg, market: MarketView): PricedLeg | WaitReason {
  const { symbol } = leg.instrument;
  const quote = market.quoteOf(symbol);
  const lastAtMs = quote?.atMs ?? null;
  const fault = quoteFault(market, symbol);
  if (fault !== null || quote === null) return { code: fault ?? "no_quote", symbol, lastAtMs };
  const touch = touchOf(quote, leg.side);
  if (touch.priceMicros <= 0n || touch.sizeNanos <= 0n) {
    return { code: "one_sided", symbol, lastAtMs };
  }
  const availableNanos = unconsumed(state, { symbol, ...touch });
  if (availableNanos <= 0n) return { code: "size_consumed", symbol };
  return {
    leg,
    quote,
    priceMicros: touch.priceMicros,
    availableNanos,
    takenBeforeNanos: nanos(touch.sizeNanos - availableNanos),
  };
}

/** What the market asks of the order: the touch of its one leg, or the net of all. */
function marketPrice(order: Order, priced: readonly PricedLeg[]): ["buy" | "sell", Micros] {
  const [first] = priced;
  if (order.orderClass === "simple" && first !== undefined)
    return [first.leg.side, first.priceMicros];
  const legs = priced.map(({ leg, priceMicros }) => ({ ...leg, priceMicros }));
  return ["buy", netMicros(legs)];
}

function sizeFill(order: Order, priced: readonly PricedLeg[], marketMicros: Micros): MatchOutcome {
  let qtyNanos = remainingNanos(order);
  let thinnest = priced[0]?.leg.instrument.symbol ?? "";
  for (const { leg, availableNanos } of priced) {
    const unitsNanos = nanos(availableNanos / BigInt(leg.ratio));
    if (unitsNanos < qtyNanos) thinnest = leg.instrument.symbol;
    qtyNanos = minNanos(qtyNanos, unitsNanos);
  }
  if (order.orderClass === "mleg") qtyNanos = wholeUnits(qtyNanos);
  const [first] = priced;
  if (qtyNanos <= 0n || first === undefined) {
    return wait({ code: "size_below_unit", symbol: thinnest });
  }
  const ruleId = fillRule(order, first.quote);
  const priceMicros =
    ruleId === "limit_resting" ? (limitOf(order.terms) ?? marketMicros) : marketMicros;
  const legs = priced.map((item, index) => fillLeg(item, { index, qtyNanos, order, priceMicros }));
  return { kind: "fill", fill: { ruleId, qtyNanos, priceMicros, legs } };
}

function wholeUnits(quantity: Nanos): Nanos {
  return nanos((quantity / NANOS_PER_UNIT) * NANOS_PER_UNIT);
}

/**
 * Which rule prices the fill. A market order and a limit that was marketable on arrival pay the
 * quote (decisions 24). A resting limit gives its limit, as the price a counterparty would have
 * hit, except after a gap, where the first quote is a new market and the better price is the
 * order's. Multi-leg orders always trade at the quotes of their legs.
 */
function fillRule(order: Order, quote: Quote): FillRuleId {
  if (order.orderClass === "mleg") return "mleg_at_quotes";
  if (order.terms.type === "market") return "market_at_quote";
  if (quote.afterGap) return "limit_after_gap";
  return order.rested ? "limit_resting" : "limit_marketable_on_arrival";
}

function fillLeg(
  { leg, quote, priceMicros, takenBeforeNanos }: PricedLeg,
  fill: { index: number; qtyNanos: Nanos; order: Order; priceMicros: Micros },
): FillLeg {
  return {
    leg: fill.index,
    instrument: leg.instrument,
    side: leg.side,
    qtyNanos: legNanos(leg, fill.qtyNanos),
    priceMicros: fill.order.orderClass === "simple" ? fill.priceMicros : priceMicros,
    quote,
    takenBeforeNanos,
  };
}
