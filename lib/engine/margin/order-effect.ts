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
import { type MarketView, markMicros, touchOf } from "../market/quote";
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
  readonly market: MarketView;
  readonly basis: StockBasis;
}

interface PricedLeg extends OrderLeg {
  readonly priceMicros: Micros;
}

/** A short sale counts at 3% above the ask. Source: alpaca-wire.md §2.4, read 2026-11-21. */
const SHORT_VALUE_BPS = 10_300;

/** The effect, or the symbol without a price when nothing says what the order would cost. */
export function orderEffect(
  context: EffectContext,
  order: PricedOrder,
): OrderEffect | { readonly unpriced: string } {
  const priced = pricedLegs(context, order);
  if ("unpriced" in priced) return priced;
  const { legs } = priced;
  const stock = legs.map((leg) => stockEffect(context, order, leg));
  const options = legs.filter(({ instrument }) => instrument.kind === "option");
  const paidForStock = sumMicros(stock.map(({ paidMicros }) => paidMicros));
  const premiumMicros = premiumOf(order, options, paidForStock);
  const stockCost = sumMicros(stock.map(({ costMicros }) => costMicros));
  return {
    costMicros: micros(stockCost + premiumMicros),
    stockNotionalMicros: sumMicros(stock.map(({ opensMicros }) => opensMicros)),
    premiumMicros,
    paidMicros: micros(paidForStock + premiumMicros),
    feesMicros: feesOf(context, order),
    deltas: deltasOf(order),
  };
}

function feesOf({ state, market }: EffectContext, order: PricedOrder): Micros {
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

/** Each leg at its price: the limit of a simple order, else the touch now or the stop beyond it, with no quote the stop. */
function pricedLegs(
  { market }: EffectContext,
  order: PricedOrder,
): { readonly legs: readonly PricedLeg[] } | { readonly unpriced: string } {
  const limit = order.orderClass === "simple" ? limitOf(order.terms) : null;
  const hasStop = stopOf(order.terms) !== null;
  const hasNet = order.orderClass === "mleg" && limitOf(order.terms) !== null;
  const legs: PricedLeg[] = [];
  for (const leg of order.legs) {
    const { symbol, kind } = leg.instrument;
    const quote = market.quoteOf(symbol);
    const touch = quote === null ? ZERO_MICROS : touchOf(quote, leg.side).priceMicros;
    const isGiven = limit !== null || hasStop || (hasNet && kind === "option");
    // Selling at no bid brings nothing, but it costs nothing either; buying at no ask has no price.
    const isUnpriced = quote === null || (touch <= 0n && leg.side === "buy");
    if (!isGiven && isUnpriced) return { unpriced: symbol };
    legs.push({ ...leg, priceMicros: limit ?? beyondStop(order.terms, leg, touch) });
  }
  return { legs };
}

/** A stop trades at its stop or worse. */
function beyondStop(terms: OrderTerms, { side }: OrderLeg, touchMicros: Micros): Micros {
  const stop = stopOf(terms);
  if (stop === null) return touchMicros;
  return (side === "buy") === stop > touchMicros ? stop : touchMicros;
}

function premiumOf(
  order: PricedOrder,
  options: readonly PricedLeg[],
  paidForStockMicros: Micros,
): Micros {
  const [first] = options;
  if (first === undefined) return ZERO_MICROS;
  const net = order.orderClass === "mleg" ? limitOf(order.terms) : null;
  if (net !== null) {
    const paid = notional(net, order.qtyNanos, multiplierOf(first.instrument));
    return micros(paid - paidForStockMicros);
  }
  return sumMicros(options.map((leg) => paidFor(order, leg)));
}

function paidFor(order: PricedOrder, leg: PricedLeg): Micros {
  const quantity = signedNanos(leg.side, legNanos(leg, order.qtyNanos));
  return notional(leg.priceMicros, quantity, multiplierOf(leg.instrument));
}

interface StockEffect {
  readonly costMicros: Micros;
  readonly opensMicros: Micros;
  readonly paidMicros: Micros;
}

const NO_STOCK: StockEffect = {
  costMicros: ZERO_MICROS,
  opensMicros: ZERO_MICROS,
  paidMicros: ZERO_MICROS,
};

function stockEffect(context: EffectContext, order: PricedOrder, leg: PricedLeg): StockEffect {
  const { instrument } = leg;
  if (instrument.kind !== "equity") return NO_STOCK;
  const paidMicros = paidFor(order, leg);
  const quantity = legNanos(leg, order.qtyNanos);
  if (!opens(leg)) {
    const freed = freedMicros(context, { equity: instrument, quantity, side: leg.side });
    return { costMicros: micros(paidMicros - freed), opensMicros: ZERO_MICROS, paidMicros };
  }
  const { state, basis } = context;
  if (leg.side === "buy") {
    const bps = longStockBps(instrument, state.kind, basis);
    return { costMicros: basisPoints(paidMicros, bps), opensMicros: paidMicros, paidMicros };
  }
  const priceMicros = shortPrice(context, leg);
  const opensMicros = notional(priceMicros, quantity, 1);
  const each = shortStockMicros(instrument, priceMicros, basis);
  return { costMicros: notional(each, quantity, 1), opensMicros, paidMicros };
}

/** The greater of the limit and 103% of the ask (engine.md §5). */
function shortPrice({ market }: EffectContext, leg: PricedLeg): Micros {
  const ask = market.quoteOf(leg.instrument.symbol)?.askMicros ?? ZERO_MICROS;
  return maxMicros(leg.priceMicros, basisPoints(ask, SHORT_VALUE_BPS));
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
