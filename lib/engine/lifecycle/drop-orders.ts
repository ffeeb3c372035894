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
import { absNanos, type Nanos } from "../money";
import { closingHolds } from "../order/check-position";
import { endWithGroup } from "../order/group";
import { type Order, opens } from "../order/order";
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
    for (let order = orphanOf(next, symbol); order !== null; order = orphanOf(next, symbol)) {
      const about = { orderId: order.id, reason: "nothing_to_close", ...base } as const;
      const ended = endWithGroup(next, order, { type: "order_canceled", ...about });
      events.push(...ended);
      next = evolveAll(next, ended);
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

function orphanOf(state: AccountState, symbol: string): Order | null {
  const held = heldQuantity(state, symbol);
  const { heldNanos, orderIds } = closingHolds(state, symbol);
  const youngestFirst = orderIds.flatMap((id) => state.orders.get(id) ?? []).reverse();
  const turned = youngestFirst.find((order) => isTurned(order, symbol, held));
  if (turned !== undefined) return turned;
  return heldNanos > absNanos(held) ? (youngestFirst[0] ?? null) : null;
}

/** A sale of a long that has become a short, or the other way round. */
function isTurned({ legs }: Order, symbol: string, held: Nanos): boolean {
  const closes = held > 0n ? "sell_to_close" : "buy_to_close";
  return legs.some(
    (leg) => leg.instrument.symbol === symbol && !opens(leg) && leg.intent !== closes,
  );
}
