/** What an order will pay in fees if it fills whole now: an estimate to reserve and to preview. */
import { type Prices, touchPrice } from "../market/quote";
import { type Micros, type Nanos, ZERO_MICROS } from "../money";
import { legNanos, type OrderTerms } from "../order/order";
import { limitOf } from "../order/terms";
import type { FeeSetting } from "./fee-schedule";
import { type FeeLine, type FeeTrade, feesOfLegs } from "./fees-of";

interface FeeOrder {
  readonly terms: OrderTerms;
  readonly qtyNanos: Nanos;
  readonly legs: readonly (Pick<FeeTrade, "instrument" | "side"> & { readonly ratio: number })[];
}

/**
 * The lines, at the limit of a lone leg and otherwise at the quotes on the other side. Only the fee
 * on the proceeds of sales depends on the price: a leg without a quote counts as sold for nothing.
 */
export function orderFees(
  order: FeeOrder,
  { setting, market }: { readonly setting: FeeSetting; readonly market: Prices },
): readonly FeeLine[] {
  const limitMicros = order.legs.length === 1 ? limitOf(order.terms) : null;
  const legs = order.legs.map((leg) => ({
    ...leg,
    qtyNanos: legNanos(leg, order.qtyNanos),
    priceMicros: limitMicros ?? touchMicros(leg, market),
  }));
  return feesOfLegs(legs, { setting, atMs: market.nowMs });
}

function touchMicros({ instrument, side }: FeeOrder["legs"][number], market: Prices): Micros {
  const quote = market.quoteOf(instrument.symbol);
  return quote === null ? ZERO_MICROS : touchPrice(quote, side);
}
