/**
 * What an order would take of the account's excess if it filled whole: stock at its initial
 * percentage, net premium, and the change of the option requirement it causes (engine.md §5).
 *
 * Zero or less means the order frees buying power: such orders reserve nothing and are always
 * accepted, but what they free is not spendable until they fill.
 */
import type { AccountState } from "../account/account-state";
import { orderFees } from "../fees/order-fees";
import { multiplierOf } from "../instrument/instrument";
import { type MarketView, touchOf } from "../market/quote";
import {
  basisPoints,
  type Micros,
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
import { limitOf, netMicros } from "../order/terms";
import { INITIAL_STOCK_BPS, requirementOf, stockBps } from "./balances";
import { type Delta, heldDeltas, workingDeltas } from "./book";
import { nakedCallsOf, type RequirementLine, totalRequirement } from "./requirement-line";

export interface PricedOrder {
  readonly orderClass: OrderClass;
  readonly terms: OrderTerms;
  readonly qtyNanos: Nanos;
  readonly legs: readonly OrderLeg[];
}

export interface OrderCost {
  /** What enters the account's excess, estimated fees included; negative when it frees buying power. */
  readonly totalMicros: Micros;
  /** What of the total are fees; none when the order frees buying power. */
  readonly feesMicros: Micros;
  /** Price x quantity of stock bought, before the margin percentage. */
  readonly stockNotionalMicros: Micros;
  /** Premium paid; negative when received. */
  readonly premiumMicros: Micros;
  readonly requirementChangeMicros: Micros;
  readonly requirementAfter: readonly RequirementLine[];
  /** Short calls the order would leave without cover, beyond those that are so already. */
  readonly nakedCallsAdded: number;
}

/** The cost, or the symbol without a price when a market order has nothing to be priced from. */
export function orderCost(
  state: AccountState,
  order: PricedOrder,
  market: MarketView,
): { readonly cost: OrderCost } | { readonly unpriced: string } {
  const prices = legPrices(order, market);
  if ("unpriced" in prices) return prices;
  const stock = stockCost(state, order, prices.netMicros);
  const premiumMicros = premiumOf(order, prices.netMicros);
  const deltas = order.legs.map((leg) => ({
    instrument: leg.instrument,
    qtyNanos: signedNanos(leg.side, legNanos(leg, order.qtyNanos)),
  }));
  const change = worstChange(state, deltas, market);
  const { requirementChangeMicros } = change;
  const costMicros = micros(stock.initialMicros + premiumMicros + requirementChangeMicros);
  // Fees enlarge a cost; an order that frees buying power is accepted whatever it pays.
  const feesMicros = costMicros > 0n ? estimatedFees(state, order, market) : ZERO_MICROS;
  return {
    cost: {
      totalMicros: micros(costMicros + feesMicros),
      feesMicros,
      stockNotionalMicros: stock.notionalMicros,
      premiumMicros,
      ...change,
    },
  };
}

function estimatedFees(state: AccountState, order: PricedOrder, market: MarketView): Micros {
  const lines = orderFees(order, { setting: state.fees, market });
  return sumMicros(lines.map((line) => line.amountMicros));
}

type RequirementChange = Pick<
  OrderCost,
  "requirementChangeMicros" | "requirementAfter" | "nakedCallsAdded"
>;

/**
 * The change with the working orders filled and with none of them filled, whichever is worse: a
 * long that a working order may buy, or a short it may close, is not there until it has filled.
 */
function worstChange(
  state: AccountState,
  deltas: readonly Delta[],
  market: MarketView,
): RequirementChange {
  const held = heldDeltas(state);
  const working = workingDeltas(state);
  const all = requirementChange(state, { book: [...held, ...working], deltas }, market);
  if (working.length === 0) return all;
  const none = requirementChange(state, { book: held, deltas }, market);
  const worse = none.requirementChangeMicros > all.requirementChangeMicros ? none : all;
  return { ...worse, nakedCallsAdded: Math.max(none.nakedCallsAdded, all.nakedCallsAdded) };
}

function requirementChange(
  state: AccountState,
  { book, deltas }: { book: readonly Delta[]; deltas: readonly Delta[] },
  market: MarketView,
): RequirementChange {
  const before = requirementOf(book, state, market);
  const after = requirementOf([...book, ...deltas], state, market);
  return {
    requirementChangeMicros: micros(totalRequirement(after) - totalRequirement(before)),
    requirementAfter: after,
    nakedCallsAdded: nakedCallsOf(after) - nakedCallsOf(before),
  };
}

/** Net price per unit: the limit, or the touches a market order would meet now. */
function legPrices(
  order: PricedOrder,
  market: MarketView,
): { readonly netMicros: Micros } | { readonly unpriced: string } {
  const limit = limitOf(order.terms);
  const [first] = order.legs;
  if (limit !== null) {
    const sells = order.orderClass === "simple" && first?.side === "sell";
    return { netMicros: sells ? micros(-limit) : limit };
  }
  const priced = [];
  for (const leg of order.legs) {
    const { symbol } = leg.instrument;
    const quote = market.quoteOf(symbol);
    const priceMicros = quote === null ? ZERO_MICROS : touchOf(quote, leg.side).priceMicros;
    // Selling at no bid brings nothing, but it costs nothing either; buying at no ask has no price.
    if (quote === null || (priceMicros <= 0n && leg.side === "buy")) return { unpriced: symbol };
    priced.push({ ...leg, priceMicros });
  }
  return { netMicros: netMicros(priced) };
}

function stockCost(
  state: AccountState,
  order: PricedOrder,
  netPriceMicros: Micros,
): { readonly initialMicros: Micros; readonly notionalMicros: Micros } {
  const [leg] = order.legs;
  if (leg === undefined || leg.instrument.kind !== "equity" || !opens(leg)) {
    return { initialMicros: ZERO_MICROS, notionalMicros: ZERO_MICROS };
  }
  const notionalMicros = notional(netPriceMicros, order.qtyNanos, 1);
  const bps = stockBps(state, leg, INITIAL_STOCK_BPS);
  return { initialMicros: basisPoints(notionalMicros, bps), notionalMicros };
}

function premiumOf(order: PricedOrder, netPriceMicros: Micros): Micros {
  const [leg] = order.legs;
  if (leg === undefined || leg.instrument.kind !== "option") return ZERO_MICROS;
  return notional(netPriceMicros, order.qtyNanos, multiplierOf(leg.instrument));
}
