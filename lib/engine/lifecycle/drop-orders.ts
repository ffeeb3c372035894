/**
 * Orders that an exercise, assignment or expiry leaves without what they were to close: they end in
 * the same commit, so that nothing opens a position nobody asked for.
 */
import type { AccountState } from "../account/account-state";
import { heldQuantity } from "../account/account-state";
import { evolveAll } from "../account/evolve";
import type { AccountEvent } from "../event/event";
import type { EventBase } from "../event/event-base";
import type { Instrument } from "../instrument/instrument";
import { absNanos } from "../money";
import { closingHolds } from "../order/check-position";
import { closingSpanOf } from "./cut-off";

/** Ends orders in series that have traded for the last time. */
export function expiredOrders(state: AccountState, base: EventBase): readonly AccountEvent[] {
  return [...state.orders.values()]
    .filter(({ legs }) => legs.some(({ instrument }) => hasEnded(instrument, base.atMs)))
    .map((order) => ({ type: "order_expired", orderId: order.id, ...base }));
}

function hasEnded(instrument: Instrument, atMs: number): boolean {
  if (instrument.kind !== "option") return false;
  const span = closingSpanOf(instrument);
  return span !== null && atMs >= span.untilMs;
}

/** Cancels closing orders, youngest first, until what is held is enough for the rest. */
export function orphanedOrders(state: AccountState, base: EventBase): readonly AccountEvent[] {
  const events: AccountEvent[] = [];
  let next = state;
  for (const symbol of closingSymbols(state)) {
    for (let orderId = orphanOf(next, symbol); orderId !== null; orderId = orphanOf(next, symbol)) {
      const canceled = {
        type: "order_canceled",
        orderId,
        reason: "nothing_to_close",
        ...base,
      } as const;
      events.push(canceled);
      next = evolveAll(next, [canceled]);
    }
  }
  return events;
}

function closingSymbols(state: AccountState): ReadonlySet<string> {
  const symbols = new Set<string>();
  for (const { legs } of state.orders.values()) {
    for (const { instrument } of legs) symbols.add(instrument.symbol);
  }
  return symbols;
}

function orphanOf(state: AccountState, symbol: string): string | null {
  const { heldNanos, orderIds } = closingHolds(state, symbol);
  return heldNanos > absNanos(heldQuantity(state, symbol)) ? (orderIds.at(-1) ?? null) : null;
}
