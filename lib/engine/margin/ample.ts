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
import type { MarketView } from "../market/quote";
import { stockOf } from "./book";
import { mostTaken, mostTakenByWorking, nakedMicros } from "./most-taken";
import type { OrderEffect } from "./order-effect";
import { netRequirement } from "./requirement-line";
import { stockLines } from "./requirement-of";
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
  if (left < 0n) return false;
  return left >= mostTakenByWorking({ state, market, basis });
}
