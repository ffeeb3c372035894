/**
 * The last check before a cash account's order spends money: a cash account may never owe, nor be
 * short a call that nothing covers. What was reserved at acceptance may be too little by now: a
 * market order's price has moved, or another order took the cover this one counted on. Margin
 * accounts may dip into their loan value, as at a broker.
 */
import type { AccountState } from "../account/account-state";
import { evolve } from "../account/evolve";
import type { OrderFilled } from "../event/event";
import type { MarketView } from "../market/quote";
import { type Micros, micros, ZERO_MICROS } from "../money";
import { balancesOf } from "./balances";
import { nakedCallsOf, totalRequirement } from "./requirement-line";

/** The numbers that fall short, or null when the fill may be booked. */
export function findFillShortfall(
  state: AccountState,
  filled: OrderFilled,
  market: MarketView,
): { readonly requiredMicros: Micros; readonly availableMicros: Micros } | null {
  if (state.kind !== "cash") return null;
  const before = balancesOf(state, market);
  const after = balancesOf(evolve(state, filled), market);
  const change = totalRequirement(after.requirement) - totalRequirement(before.requirement);
  const requiredMicros = micros(before.cashMicros - after.cashMicros + change);
  // No cash stands in for the cover of a call.
  if (nakedCallsOf(after.requirement) > nakedCallsOf(before.requirement)) {
    return { requiredMicros, availableMicros: ZERO_MICROS };
  }
  const releasedMicros = before.reservedMicros - after.reservedMicros;
  const availableMicros = micros(before.excessMicros + releasedMicros);
  return requiredMicros > 0n && requiredMicros > availableMicros
    ? { requiredMicros, availableMicros }
    : null;
}
