/** Refusals that need what the account holds: intent, and closing more than is free. */
import { type AccountState, heldQuantity } from "../account/account-state";
import { absNanos, type Nanos, nanos, ZERO_NANOS } from "../money";
import type { OrderDraft } from "./draft";
import { exposedOrders } from "./group";
import { inferIntent } from "./infer-intent";
import { legNanos, type Order, type OrderLeg, opens, remainingNanos } from "./order";
import type { Rejection } from "./rejection";

/** The first rule of the holdings that the legs break, or null. Legs carry their resolved intent. */
export function findPositionRejection(
  state: AccountState,
  draft: OrderDraft,
  legs: readonly OrderLeg[],
): Rejection | null {
  for (const leg of legs) {
    const rejection = legRejection(state, draft, leg);
    if (rejection !== null) return rejection;
  }
  return null;
}

function legRejection(state: AccountState, draft: OrderDraft, leg: OrderLeg): Rejection | null {
  const { symbol } = leg.instrument;
  const held = heldQuantity(state, symbol);
  const inferred = inferIntent(leg.side, held);
  if (leg.intent !== inferred) return { code: "intent_mismatch", inferred, specified: leg.intent };
  if (opens(leg)) return null;
  const requestedNanos = legNanos(leg, draft.qtyNanos);
  const holds = closingHolds(state, symbol);
  const existingNanos = absNanos(held);
  const availableNanos = nanos(existingNanos - holds.heldNanos);
  return requestedNanos <= availableNanos
    ? null
    : {
        code: "insufficient_qty",
        symbol,
        requestedNanos,
        availableNanos: availableNanos > 0n ? availableNanos : ZERO_NANOS,
        existingNanos,
        heldNanos: holds.heldNanos,
        relatedOrderIds: holds.orderIds,
      };
}

/** What working closing orders have spoken for, and which orders they are. */
export function closingHolds(
  state: AccountState,
  symbol: string,
): { readonly heldNanos: Nanos; readonly orderIds: readonly string[] } {
  let heldNanos = 0n;
  const orderIds: string[] = [];
  for (const order of exposedOrders(state)) {
    const closing = closingQuantity(order, symbol);
    if (closing === 0n) continue;
    heldNanos += closing;
    orderIds.push(order.id);
  }
  return { heldNanos: nanos(heldNanos), orderIds };
}

function closingQuantity(order: Order, symbol: string): Nanos {
  const leg = order.legs.find((item) => item.instrument.symbol === symbol && !opens(item));
  return leg === undefined ? ZERO_NANOS : legNanos(leg, remainingNanos(order));
}
