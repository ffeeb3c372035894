/** What a look that filled nothing changes about an order: it rests, or its place in the queue is kept. */
import type { AccountEvent } from "../event/event";
import type { Order } from "../order/order";
import type { MatchOutcome } from "./match-order";
import { isKeepDue } from "./profile/queue-place";

/** The events of waiting; mostly none. */
export function restEvents(
  order: Order,
  { reason, place }: Extract<MatchOutcome, { kind: "wait" }>,
  base: { readonly atMs: number; readonly rules: number; readonly orderId: string },
): readonly AccountEvent[] {
  const events: AccountEvent[] = [];
  const isBeyond = reason.code === "limit_not_reached" || reason.code === "queue_ahead";
  if (isBeyond && !order.rested) events.push({ type: "order_rested", ...base });
  if (place !== null && isKeepDue(order.queue, place, base.atMs)) {
    events.push({ type: "queue_moved", place: { ...place, keptAtMs: base.atMs }, ...base });
  }
  return events;
}
