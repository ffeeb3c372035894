/**
 * The last check before a cash account's order spends money: a cash account may never owe, nor be
 * short a call that nothing covers. What was reserved at acceptance may be too little by now: a
 * market order's price has moved, or another order took the cover this one counted on. Margin
 * accounts may dip into their loan value, as at a broker.
 */
import { type AccountState, reservedMicros } from "../account/account-state";
import { evolve } from "../account/evolve";
import type { OrderFilled } from "../event/event";
import type { MarketView } from "../market/quote";
import { type Micros, maxMicros, micros, ZERO_MICROS } from "../money";
import { fundsOf } from "./funds";
import { nakedCallsOf, totalRequirement } from "./requirement-line";
import { worthOf } from "./worth";

/** The numbers that fall short, or null when the fill may be booked. */
export function findFillShortfall(
  state: AccountState,
  filled: OrderFilled,
  market: MarketView,
): { readonly requiredMicros: Micros; readonly availableMicros: Micros } | null {
  if (state.kind !== "cash") return null;
  const after = evolve(state, filled);
  const owing = findOwing(state, after);
  if (owing !== null) return owing;
  const [had, has] = [worthOf(state, market), worthOf(after, market)];
  const change = totalRequirement(has.requirement) - totalRequirement(had.requirement);
  const requiredMicros = micros(state.cashMicros - after.cashMicros + change);
  // No cash stands in for the cover of a call.
  if (nakedCallsOf(has.requirement) > nakedCallsOf(had.requirement)) {
    return { requiredMicros, availableMicros: ZERO_MICROS };
  }
  if (requiredMicros <= 0n) return null;
  const before = fundsOf(state, market, had);
  const releasedMicros = before.reservedMicros - fundsOf(after, market, has).reservedMicros;
  const availableMicros = micros(before.excessMicros + releasedMicros);
  return requiredMicros > availableMicros ? { requiredMicros, availableMicros } : null;
}

/** A fill is paid in cash: what a closing one sets free of a requirement may not be there. */
function findOwing(before: AccountState, after: AccountState) {
  const paidMicros = micros(before.cashMicros - after.cashMicros);
  const heldMicros = reservedMicros(after);
  if (paidMicros <= 0n || after.cashMicros >= heldMicros) return null;
  const availableMicros = maxMicros(micros(before.cashMicros - heldMicros), ZERO_MICROS);
  return { requiredMicros: paidMicros, availableMicros };
}
