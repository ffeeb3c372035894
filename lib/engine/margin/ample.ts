/**
 * Whether an account can carry an order by so much that nothing has to be paired to know it: with every
 * short naked, every order filled and paid, and every long that is for sale sold short. No pairing
 * requires more than its shorts would naked, so the exact funds are at least what is left here.
 *
 * Most orders pass it; for the others the funds are worked out. Only for margin accounts under Reg T:
 * the other rules are no sums of what shorts require.
 */
import type { AccountState } from "../account/account-state";
import { valueNowMicros } from "../account/position-figures";
import type { OptionSeries } from "../instrument/instrument";
import type { MarketView } from "../market/quote";
import { NANOS_PER_UNIT } from "../money";
import { exposedOrders } from "../order/group";
import { stockOf } from "./book";
import { effectOfWorking } from "./candidates";
import type { OrderEffect } from "./order-effect";
import { netRequirement } from "./requirement-line";
import { nakedMicrosOf, stockLines } from "./requirement-of";
import type { StockBasis } from "./stock-requirement";

/** Whether the account is that well off; false says nothing. */
export function isAmple(
  state: AccountState,
  added: OrderEffect,
  { market, basis }: { readonly market: MarketView; readonly basis: StockBasis },
): boolean {
  if (state.kind !== "margin" || state.policy !== "regt") return false;
  let left: bigint = state.cashMicros;
  for (const position of state.positions.values()) {
    const { instrument, qtyNanos } = position;
    if (instrument.kind === "equity") left += valueNowMicros(position, market);
    else if (qtyNanos < 0n) left -= nakedMicros(instrument, qtyNanos, market);
  }
  left -= netRequirement(
    stockLines(stockOf(state.positions.values()), state, { market, basis, beside: [] }),
  );
  left -= mostTaken(added, market);
  for (const order of exposedOrders(state)) {
    if (left < 0n) return false;
    left -= mostTaken(effectOfWorking({ state, market, basis }, order), market);
  }
  return left >= 0n;
}

/** What an order may take at the very most. */
function mostTaken({ costMicros, feesMicros, deltas }: OrderEffect, market: MarketView): bigint {
  let most = feesMicros + (costMicros > 0n ? costMicros : 0n);
  for (const { instrument, qtyNanos } of deltas) {
    if (instrument.kind === "option" && qtyNanos < 0n) {
      most += nakedMicros(instrument, qtyNanos, market);
    }
  }
  return most;
}

function nakedMicros(series: OptionSeries, qtyNanos: bigint, market: MarketView): bigint {
  return nakedMicrosOf(series, market) * (-qtyNanos / NANOS_PER_UNIT);
}
