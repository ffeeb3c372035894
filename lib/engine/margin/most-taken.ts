/**
 * What orders may take of an account at the very most, whatever else fills: their cost and fees, and every
 * option they sell naked.
 *
 * The purchase of stock at a limit takes the same whatever the market does, so the sum of those is kept
 * with the orders (order/order-map.ts), and another order costs the same to check beside a thousand as
 * beside one. The others are asked one by one.
 */
import type { AccountState } from "../account/account-state";
import { newYorkOf } from "../calendar/new-york";
import type { OptionSeries } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { NANOS_PER_UNIT } from "../money";
import { exposedAmong } from "../order/group";
import type { Order } from "../order/order";
import { orderMap } from "../order/order-map";
import { limitOf } from "../order/terms";
import { effectOfWorking } from "./candidates";
import type { OrderEffect } from "./order-effect";
import { nakedMicrosOf } from "./requirement-of";
import type { StockBasis } from "./stock-requirement";

interface TakenContext {
  readonly state: AccountState;
  readonly market: MarketView;
  readonly basis: StockBasis;
}

/** What an order may take. */
export function mostTaken(
  { costMicros, feesMicros, deltas }: OrderEffect,
  market: MarketView,
): bigint {
  let most = feesMicros + (costMicros > 0n ? costMicros : 0n);
  for (const { instrument, qtyNanos } of deltas) {
    if (instrument.kind === "option" && qtyNanos < 0n) {
      most += nakedMicros(instrument, qtyNanos, market);
    }
  }
  return most;
}

/** What all working orders of a margin account may take together. */
export function mostTakenByWorking(context: TakenContext): bigint {
  const { state, market } = context;
  const taken = (order: Order) => mostTaken(effectOfWorking(context, order), market);
  const { total, others } = orderMap(state.orders).sum(termsOf(context), (order) =>
    isFixed(order) ? taken(order) : null,
  );
  return exposedAmong(others).reduce((sum, order) => sum + taken(order), total);
}

/** What a short would require naked. */
export function nakedMicros(series: OptionSeries, qtyNanos: bigint, market: MarketView): bigint {
  return nakedMicrosOf(series, market) * (-qtyNanos / NANOS_PER_UNIT);
}

/** A purchase of stock at a limit, by itself: neither quotes nor other orders bear on what it takes. */
function isFixed({ orderClass, group, terms, legs: [leg] }: Order): boolean {
  if (orderClass !== "simple" || group !== undefined || limitOf(terms) === null) return false;
  return leg?.instrument.kind === "equity" && leg.intent === "buy_to_open";
}

/** What it takes depends on the rates of margin and, where fees are paid, on the date's. */
function termsOf({ state: { fees }, market, basis }: TakenContext): string {
  return fees === "none" ? basis : `${basis} ${fees} ${newYorkOf(market.nowMs).date}`;
}
