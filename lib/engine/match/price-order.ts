/**
 * Puts an order to the market and says what comes of it: it rests, it ends unanswered, or it fills,
 * after it was cut to what there is to close or its dollars were turned into shares.
 */
import { type AccountState, heldQuantity } from "../account/account-state";
import { evolve } from "../account/evolve";
import type { AccountEvent } from "../event/event";
import type { MarketView } from "../market/quote";
import { absNanos, type Nanos, nanos } from "../money";
import { endWithGroup } from "../order/group";
import { convertNotional } from "../order/notional";
import { type Order, opens, remainingNanos } from "../order/order";
import { type FillContext, fillEvents } from "./fill-events";
import { type MatchOutcome, matchOrder } from "./match-order";
import { restEvents } from "./rest-events";

/** The events of one look at a price; the order has the terms it trades with. */
export function priceOrder(
  state: AccountState,
  order: Order,
  context: FillContext,
  market: MarketView,
): readonly AccountEvent[] {
  const outcome = matchOrder(state, order, market);
  if (outcome.kind === "wait") return waitEvents(order, outcome, context);
  const wantedNanos = wantedQuantity(state, order, outcome.fill.priceMicros);
  const stamp = { orderId: order.id, atMs: context.atMs, rules: context.rules };
  if (wantedNanos <= 0n) {
    const gone = { type: "order_canceled", reason: "nothing_to_close", ...stamp } as const;
    return endWithGroup(state, order, gone);
  }
  if (wantedNanos === remainingNanos(order)) {
    return filledOrCut(state, { order, outcome }, context, market);
  }
  const qtyNanos = nanos(order.filledNanos + wantedNanos);
  const reason = order.notionalMicros === undefined ? "position_smaller" : "notional_priced";
  const resized = { type: "order_resized", qtyNanos, reason, ...stamp } as const;
  const sized = evolve(state, resized);
  const cut = { ...order, qtyNanos };
  const again = { order: cut, outcome: matchOrder(sized, cut, market) };
  return [resized, ...filledOrCut(sized, again, context, market)];
}

/** How much is left to trade at a price: dollars become shares, and no close exceeds the position. */
function wantedQuantity(state: AccountState, order: Order, priceMicros: MatchPrice): Nanos {
  const leftNanos = remainingNanos(order);
  const [leg] = order.legs;
  if (leg === undefined || order.orderClass !== "simple") return leftNanos;
  const asked =
    order.notionalMicros === undefined || order.fills > 0
      ? leftNanos
      : convertNotional(order.notionalMicros, priceMicros);
  if (opens(leg)) return asked;
  const held = heldQuantity(state, leg.instrument.symbol);
  const closable = held > 0n === (leg.side === "sell") ? absNanos(held) : nanos(0n);
  return asked < closable ? asked : closable;
}

type MatchPrice = Extract<MatchOutcome, { kind: "fill" }>["fill"]["priceMicros"];

/** A fill; of an ioc what did not fill is canceled, and a fok that cannot fill whole does not fill. */
function filledOrCut(
  state: AccountState,
  { order, outcome }: { readonly order: Order; readonly outcome: MatchOutcome },
  context: FillContext,
  market: MarketView,
): readonly AccountEvent[] {
  if (outcome.kind === "wait") return waitEvents(order, outcome, context);
  const isPart = outcome.fill.qtyNanos < remainingNanos(order);
  if (order.timeInForce === "fok" && isPart) return [unanswered(order, context)];
  const events = fillEvents(state, { order, fill: outcome.fill }, context, market);
  const isBooked = events[0]?.type === "order_filled";
  return order.timeInForce === "ioc" && isPart && isBooked
    ? [...events, unanswered(order, context)]
    : events;
}

function waitEvents(
  order: Order,
  outcome: Extract<MatchOutcome, { kind: "wait" }>,
  context: FillContext,
): readonly AccountEvent[] {
  const { code } = outcome.reason;
  if (isImmediate(order)) return answers(code) ? [unanswered(order, context)] : [];
  const { atMs, rules } = context;
  return restEvents(order, outcome, { orderId: order.id, atMs, rules });
}

function isImmediate({ timeInForce }: Order): boolean {
  return timeInForce === "ioc" || timeInForce === "fok";
}

/** An immediate order ends once the market has answered it; it waits only while there is no answer to have. */
function answers(code: string): boolean {
  return code === "limit_not_reached" || code.startsWith("size_") || code === "one_sided";
}

function unanswered(order: Order, { atMs, rules }: FillContext): AccountEvent {
  const reason = order.timeInForce === "fok" ? "fok_unfillable" : "ioc_remainder";
  return { type: "order_canceled", orderId: order.id, reason, atMs, rules };
}
