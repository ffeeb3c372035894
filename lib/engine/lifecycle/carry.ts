/** Whether an account can carry what an exercise, assignment or expiry would leave it with. */
import { type AccountState, type Position, reservedMicros } from "../account/account-state";
import { fundsOf } from "../margin/funds";
import type { MarketView } from "../market/quote";
import { type Micros, ZERO_MICROS } from "../money";

export interface CarryShortfall {
  readonly requiredMicros: Micros;
  readonly availableMicros: Micros;
}

/** Stock that a cash account would be short of, which it never may be; null when there is none. */
export function findUndeliverable(after: AccountState): Position | null {
  if (after.kind !== "cash") return null;
  const positions = [...after.positions.values()];
  return (
    positions.find(({ instrument, qtyNanos }) => instrument.kind === "equity" && qtyNanos < 0n) ??
    null
  );
}

/**
 * The numbers that fall short at the quotes of now; null when the result can be carried. What leaves
 * no less to spend than before is always carried; a cash account pays in full.
 */
export function findCarryShortfall(
  before: AccountState,
  after: AccountState,
  market: MarketView,
): CarryShortfall | null {
  const had = fundsOf(before, market).excessMicros;
  const has = fundsOf(after, market).excessMicros;
  const owes = after.kind === "cash" && after.cashMicros < reservedMicros(after);
  if (!owes && (has >= 0n || has >= had)) return null;
  const availableMicros = had > 0n ? had : ZERO_MICROS;
  return { requiredMicros: (had - has) as Micros, availableMicros };
}
