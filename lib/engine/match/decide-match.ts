/** Turns what the matcher found into events: a trigger, a fill, the end of an order, or nothing. */
import type { AccountState } from "../account/account-state";
import { evolve, evolveAll } from "../account/evolve";
import { present } from "../assert";
import type { AccountEvent, FillTrigger } from "../event/event";
import type { MarketView } from "../market/quote";
import { endWithGroup } from "../order/group";
import type { Order, TrailMark } from "../order/order";
import { RULES_VERSION } from "../rules-version";
import { type FillContext, fillEvents } from "./fill-events";
import { findAuctionFill } from "./find-auction-fill";
import { isBehind } from "./find-wait";
import { lookAtOrder } from "./look-at-order";
import { priceOrder } from "./price-order";
import { isAuction, mayTrade } from "./trading-session";

/** A trailing stop's mark is kept at most so often; what lies between is read again from the prints (decisions 26). */
const CHECKPOINT_MS = 5_000;

interface MatchCommand {
  readonly orderId: string;
  readonly trigger: FillTrigger;
}

/** The events of matching one order now; an order that is gone, or can only wait, gives none. */
export function decideMatch(
  state: AccountState,
  command: MatchCommand,
  market: MarketView,
): readonly AccountEvent[] {
  const events = decideOne(state, command, market);
  const released = events.flatMap((event) =>
    event.type === "order_released" ? event.orderId : [],
  );
  if (released.length === 0) return events;
  // An exit arrives with its release: it meets the quote its entry filled on.
  const all = [...events];
  let next = evolveAll(state, events);
  for (const orderId of released) {
    const arrival = decideOne(next, { orderId, trigger: "arrival" }, market);
    next = evolveAll(next, arrival);
    all.push(...arrival);
  }
  return all;
}

function decideOne(
  state: AccountState,
  command: MatchCommand,
  market: MarketView,
): readonly AccountEvent[] {
  const order = state.orders.get(command.orderId);
  if (order === undefined || state.frozenReason !== null) return [];
  if (order.expiresAtMs !== null && market.nowMs >= order.expiresAtMs) return [];
  if (isBehind(order, market)) return [];
  const context = { trigger: command.trigger, atMs: market.nowMs, rules: RULES_VERSION };
  if (isAuction(order.timeInForce)) return decideAuction(state, order, context, market);
  if (order.status !== "accepted" || !mayTrade(order, market.nowMs)) {
    return decideLook(state, order, context, market);
  }
  return after(state, { type: "order_opened", ...about(order, context) }, (opened) =>
    decideLook(opened, orderIn(opened, order), context, market),
  );
}

function about({ id }: Order, { atMs, rules }: FillContext) {
  return { orderId: id, atMs, rules };
}

function orderIn(state: AccountState, { id }: Order): Order {
  return present(state.orders.get(id), "the order works on");
}

/** An event, and what follows from the state it leads to. */
function after(
  state: AccountState,
  event: AccountEvent,
  next: (state: AccountState) => readonly AccountEvent[],
): readonly AccountEvent[] {
  return [event, ...next(evolve(state, event))];
}

function decideLook(
  state: AccountState,
  order: Order,
  context: FillContext,
  market: MarketView,
): readonly AccountEvent[] {
  const look = lookAtOrder(order, market);
  switch (look.kind) {
    case "hold":
      return trailEvents(order, look.mark, context);
    case "triggered": {
      const { trigger } = look;
      return after(state, { type: "order_triggered", trigger, ...about(order, context) }, (live) =>
        decideLook(live, orderIn(live, order), context, market),
      );
    }
    case "ready":
      return priceOrder(state, look.order, context, market);
  }
}

function trailEvents(
  order: Order,
  mark: TrailMark | null,
  context: FillContext,
): readonly AccountEvent[] {
  const kept = order.mark;
  if (mark === null || mark.hwmMicros === kept?.hwmMicros) return [];
  // By the clock, not by the next print: a mark must be kept before its prints are forgotten.
  if (kept !== undefined && context.atMs - kept.keptAtMs < CHECKPOINT_MS) return [];
  const keptMark = { ...mark, keptAtMs: context.atMs };
  return [{ type: "order_trailed", mark: keptMark, ...about(order, context) }];
}

function decideAuction(
  state: AccountState,
  order: Order,
  context: FillContext,
  market: MarketView,
): readonly AccountEvent[] {
  const outcome = findAuctionFill(order, market);
  const over = { type: "order_expired", reason: "auction_over", ...about(order, context) } as const;
  switch (outcome.kind) {
    case "hold":
      return [];
    case "over":
      return endWithGroup(state, order, over);
    case "fill": {
      const { fill, print } = outcome;
      const auction = { ...context, trigger: "auction", auctionPrint: print } as const;
      const events = fillEvents(state, { order, fill }, auction, market);
      const left = fill.qtyNanos < order.qtyNanos && events.at(-1)?.type === "order_filled";
      return left ? [...events, over] : events;
    }
  }
}
