/**
 * What a cash account bought with proceeds that have not settled is not for sale before they have.
 *
 * Source: decisions 30; Regulation T 220.8, read 2026-11-21. Brokers let the sale pass and count a
 * violation; here it is refused, so that nobody learns the rule from a locked account.
 */
import { type AccountState, heldQuantity } from "../account/account-state";
import { newYorkOf } from "../calendar/new-york";
import { absNanos, nanos, ZERO_NANOS } from "../money";
import { closingHolds } from "../order/check-position";
import type { OrderDraft } from "../order/draft";
import { legNanos, type OrderLeg } from "../order/order";
import type { LifecycleRejection } from "./lifecycle-rejection";
import { lockedOf } from "./settlement";

/** The first leg that would sell what is locked, or null. */
export function findGoodFaithRejection(
  state: AccountState,
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  nowMs: number,
): LifecycleRejection | null {
  if (state.lifecycle.locks.length === 0) return null;
  const today = newYorkOf(nowMs).date;
  for (const leg of legs) {
    const { symbol } = leg.instrument;
    const locked = lockedOf(state.lifecycle, symbol, today);
    if (leg.intent !== "sell_to_close" || locked.untilDate === null) continue;
    const requestedNanos = legNanos(leg, draft.qtyNanos);
    const spokenFor = closingHolds(state, symbol).heldNanos + locked.qtyNanos;
    const free = nanos(absNanos(heldQuantity(state, symbol)) - spokenFor);
    if (requestedNanos <= free) continue;
    const availableNanos = free > 0n ? free : ZERO_NANOS;
    const { untilDate } = locked;
    return { code: "good_faith", symbol, requestedNanos, availableNanos, untilDate };
  }
  return null;
}
