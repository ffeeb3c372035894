/**
 * What one order does to an account if it fills whole: the money it takes of the excess before any
 * option requirement, and the holdings it changes.
 *
 * A simple order is priced at its limit, or at the touch it would meet now. A net price is per share of
 * the options' multiplier; of a stock leg beside them the stock is priced at its touch, and the rest of
 * the net is premium.
 */
import type { AccountState } from "../account/account-state";
import { orderFees } from "../fees/order-fees";
import { type Equity, multiplierOf } from "../instrument/instrument";
import { markMicros, type Prices, touchPrice } from "../market/quote";
import {
  basisPoints,
  divideHalfEven,
  type Micros,
  maxMicros,
  micros,
  type Nanos,
  notional,
  sumMicros,
  ZERO_MICROS,
} from "../money";
import {
  legNanos,
  type OrderClass,
  type OrderLeg,
  type OrderTerms,
  opens,
  signedNanos,
} from "../order/order";
import { limitOf, stopOf } from "../order/terms";
import type { Delta } from "./book";
import { longStockBps, type StockBasis, shortStockMicros } from "./stock-requirement";

export interface PricedOrder {
  readonly orderClass: OrderClass;
  readonly terms: OrderTerms;
  /** What is left to fill. */
  readonly qtyNanos: Nanos;
  readonly legs: readonly OrderLeg[];
}

export interface OrderEffect {
  /** Stock at its percentage and net premium: what leaves the excess but for the option requirement. */
  readonly costMicros: Micros;
  /** Value of the stock it opens, before the percentage; a short counts at 103% of the ask at least. */
  readonly stockNotionalMicros: Micros;
  /** Net premium of its options; negative when received. */
  readonly premiumMicros: Micros;
  /** Fees it will pay; they enlarge a cost, and are no reason to refuse what frees buying power. */
  readonly feesMicros: Micros;
  /** Cash it takes; negative when it brings some. */
  readonly paidMicros: Micros;
  readonly deltas: readonly Delta[];
}

export interface EffectContext {
  readonly state: AccountState;
  readonly market: Prices;
  readonly basis: StockBasis;
}

/** A short sale counts at 3% above the ask. Source: alpaca-wire.md §2.4, read 2026-11-21. */
const SHORT_VALUE_BPS = 10_300;

/** The effect, or the symbol without a price when nothing says what the order would cost. */
export function orderEffect(
  context: EffectContext,
  order: PricedOrder,
): OrderEffect | { readonly unpriced: string } {
  const prices: Micros[] = [];
  for (const leg of order.legs) {
    const priceMicros = legPrice(context, order, leg);
    if (priceMicros === null) return { unpriced: leg.instrument.symbol };
    prices.push(priceMicros);
  }
  let [stockCost, opened, paidForStock] = [0n, 0n, 0n];
  for (const [index, leg] of order.legs.entries()) {
    if (leg.instrument.kind !== "equity") continue;
    const effect = stockEffect(context, order, leg, leg.instrument, prices[index] ?? ZERO_MICROS);
    stockCost += effect.costMicros;
    opened += effect.opensMicros;
    paidForStock += effect.paidMicros;
  }
  const premiumMicros = premiumOf(order, prices, paidForStock);
  return {
    costMicros: micros(stockCost + premiumMicros),
    stockNotionalMicros: micros(opened),
    premiumMicros,
    paidMicros: micros(paidForStock + premiumMicros),
    feesMicros: feesOf(context, order),
    deltas: deltasOf(order),
  };
}

function feesOf({ state, market }: EffectContext, order: PricedOrder): Micros {
  if (state.fees === "none") return ZERO_MICROS;
  const lines = orderFees(order, { setting: state.fees, market });
  return sumMicros(lines.map(({ amountMicros }) => amountMicros));
}

/** The holdings an order changes, signed. */
export function deltasOf(order: PricedOrder): readonly Delta[] {
  return order.legs.map((leg) => ({
    instrument: leg.instrument,
    qtyNanos: signedNanos(leg.side, legNanos(leg, order.qtyNanos)),
  }));
}

/** A leg's price: the limit of a simple order, else the touch now or the stop beyond it, with no quote the stop; null without any. */
function legPrice({ market }: EffectContext, order: PricedOrder, leg: OrderLeg): Micros | null {
  const limit = limitOf(order.terms);
  const isSimple = order.orderClass === "simple";
  if (isSimple && limit !== null) return limit;
  const { symbol, kind } = leg.instrument;
  const quote = market.quoteOf(symbol);
  const touch = quote === null ? ZERO_MICROS : touchPrice(quote, leg.side);
  const hasNet = !isSimple && limit !== null && kind === "option";
  const isGiven = hasNet || stopOf(order.terms) !== null;
  // Selling at no bid brings nothing, but it costs nothing either; buying at no ask has no price.
  const isUnpriced = quote === null || (touch <= 0n && leg.side === "buy");
  return !isGiven && isUnpriced ? null : beyondStop(order.terms, leg, touch);
}

/** A stop trades at its stop or worse. */
function beyondStop(terms: OrderTerms, { side }: OrderLeg, touchMicros: Micros): Micros {
  const stop = stopOf(terms);
  if (stop === null) return touchMicros;
  return (side === "buy") === stop > touchMicros ? stop : touchMicros;
}

function premiumOf(order: PricedOrder, prices: readonly Micros[], paidForStock: bigint): Micros {
  const first = order.legs.find(({ instrument }) => instrument.kind === "option");
  if (first === undefined) return ZERO_MICROS;
  const net = order.orderClass === "mleg" ? limitOf(order.terms) : null;
  if (net !== null) {
    const paid = notional(net, order.qtyNanos, multiplierOf(first.instrument));
    return micros(paid - paidForStock);
  }
  let premium = 0n;
  for (const [index, leg] of order.legs.entries()) {
    if (leg.instrument.kind === "option") premium += paidFor(order, leg, prices[index]);
  }
  return micros(premium);
}

function paidFor(order: PricedOrder, leg: OrderLeg, priceMicros: Micros = ZERO_MICROS): Micros {
  const quantity = signedNanos(leg.side, legNanos(leg, order.qtyNanos));
  return notional(priceMicros, quantity, multiplierOf(leg.instrument));
}

interface StockEffect {
  readonly costMicros: Micros;
  readonly opensMicros: Micros;
  readonly paidMicros: Micros;
}

function stockEffect(
  context: EffectContext,
  order: PricedOrder,
  leg: OrderLeg,
  equity: Equity,
  priceMicros: Micros,
): StockEffect {
  const paidMicros = paidFor(order, leg, priceMicros);
  const quantity = legNanos(leg, order.qtyNanos);
  if (!opens(leg)) {
    const freed = freedMicros(context, { equity, quantity, side: leg.side });
    return { costMicros: micros(paidMicros - freed), opensMicros: ZERO_MICROS, paidMicros };
  }
  const { state, basis } = context;
  if (leg.side === "buy") {
    const bps = longStockBps(equity, state.kind, basis);
    return { costMicros: basisPoints(paidMicros, bps), opensMicros: paidMicros, paidMicros };
  }
  const shortMicros = shortPrice(context, equity, priceMicros);
  const opensMicros = notional(shortMicros, quantity, 1);
  const each = shortStockMicros(equity, shortMicros, basis);
  return { costMicros: notional(each, quantity, 1), opensMicros, paidMicros };
}

/** The greater of the limit and 103% of the ask (engine.md §5). */
function shortPrice({ market }: EffectContext, { symbol }: Equity, priceMicros: Micros): Micros {
  const ask = market.quoteOf(symbol)?.askMicros ?? ZERO_MICROS;
  return maxMicros(priceMicros, basisPoints(ask, SHORT_VALUE_BPS));
}

/**
 * What closing stock gives back to the excess before its price is paid or received: of a long, minus
 * what was lent on it; of a short, its value and what was held beside that.
 */
function freedMicros(
  { state, market, basis }: EffectContext,
  { equity, quantity, side }: { equity: Equity; quantity: Nanos; side: OrderLeg["side"] },
): Micros {
  const mark = markMicros(market, equity.symbol) ?? averagePaid(state, equity.symbol);
  const value = notional(mark, quantity, 1);
  if (side === "buy") {
    return micros(value + notional(shortStockMicros(equity, mark, basis), quantity, 1));
  }
  return micros(basisPoints(value, longStockBps(equity, state.kind, basis)) - value);
}

function averagePaid(state: AccountState, symbol: string): Micros {
  const held = state.positions.get(symbol);
  if (held === undefined) return ZERO_MICROS;
  return micros(divideHalfEven(held.costMicros * 1_000_000_000n, held.qtyNanos));
}
