/** Whether an account can carry what an exercise, assignment or expiry would leave it with. */
import type { AccountState } from "../account/account-state";
import { balancesOf } from "../margin/balances";
import type { MarketView } from "../market/quote";
import { type Micros, ZERO_MICROS } from "../money";

export interface CarryShortfall {
  readonly requiredMicros: Micros;
  readonly availableMicros: Micros;
}

/**
 * The numbers that fall short at the quotes of now; null when the result can be carried. What leaves
 * no less to spend than before is always carried. A cash account pays in full and is never short of
 * stock.
 */
export function findCarryShortfall(
  before: AccountState,
  after: AccountState,
  market: MarketView,
): CarryShortfall | null {
  const had = balancesOf(before, market).excessMicros;
  const has = balancesOf(after, market).excessMicros;
  const shortStock = after.kind === "cash" && isShortStock(after);
  const owes = after.kind === "cash" && after.cashMicros < 0n;
  if (!shortStock && !owes && (has >= 0n || has >= had)) return null;
  const availableMicros = had > 0n ? had : ZERO_MICROS;
  return { requiredMicros: (had - has) as Micros, availableMicros };
}

function isShortStock(state: AccountState): boolean {
  return [...state.positions.values()].some(
    ({ instrument, qtyNanos }) => instrument.kind === "equity" && qtyNanos < 0n,
  );
}
