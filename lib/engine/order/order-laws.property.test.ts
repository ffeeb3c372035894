/** Laws of orders that hold in any trading, whatever the quotes and prints. */
import fc from "fast-check";
import { test } from "vitest";
import { heldQuantity } from "../account/account-state";
import { invariant, present } from "../assert";
import type { OrderFilled } from "../event/event";
import { playMoves } from "../testing/arbitraries";
import { someStockMoves } from "../testing/order-arbitraries";
import type { Step, Trader } from "../testing/trader";
import type { Order } from "./order";

type Fill = Step & { readonly event: OrderFilled; readonly order: Order };

function fillsOf(trader: Trader): readonly Fill[] {
  return trader.steps.flatMap((step) => {
    const { event, before } = step;
    if (event.type !== "order_filled") return [];
    return [{ ...step, event, order: present(before.orders.get(event.orderId), "it works") }];
  });
}

const LAWS: { readonly [claim: string]: (trader: Trader) => void } = {
  "a stop trades after it was set off, on a quote from after that, within its limit"(trader) {
    for (const { order, event } of fillsOf(trader)) {
      const { type } = order.terms;
      if (type === "market" || type === "limit") continue;
      const { by, atMs } = present(order.triggered, "it was set off");
      const quote = present(event.legs[0], "it has a leg").quote;
      const causeMs = by.kind === "trade" ? by.trade.atMs : by.quote.atMs;
      const isLater = quote.atMs > causeMs || event.atMs >= atMs + 1_000;
      invariant(isLater, "not on the tick that set it off");
      invariant(event.trigger === "stop" && event.stop !== undefined, "its record says so");
    }
  },

  "exits trade only once their entry has filled, and together no more than it did"(trader) {
    const entered = new Map<string, bigint>();
    const exited = new Map<string, bigint>();
    for (const { order, event } of fillsOf(trader)) {
      const { group } = order;
      if (group === undefined || group.kind === "oco") continue;
      const totals = group.role === "entry" ? entered : exited;
      totals.set(group.id, (totals.get(group.id) ?? 0n) + event.qtyNanos);
      if (group.role === "entry") continue;
      invariant(group.dormant !== true, "its entry has filled");
      const total = present(exited.get(group.id), "it traded");
      invariant(total <= (entered.get(group.id) ?? 0n), "no more goes out than came in");
    }
  },

  "the end of one member of a group is the end of all, in the same commit"({ state }) {
    for (const { group } of state.orders.values()) {
      if (group === undefined || group.kind === "oto") continue;
      const members = [...state.orders.values()].filter((other) => other.group?.id === group.id);
      const isBegun = members.every((other) => other.group?.role !== "entry");
      invariant(members.length === (isBegun ? 2 : 3), "the group is whole");
    }
  },

  "no single order crosses zero"(trader) {
    for (const { order, before, after } of fillsOf(trader)) {
      const [leg] = order.legs;
      if (leg === undefined || order.orderClass === "mleg") continue;
      const { symbol } = leg.instrument;
      const [held, left] = [heldQuantity(before, symbol), heldQuantity(after, symbol)];
      invariant(held === 0n || left === 0n || held > 0n === left > 0n, "it stays on its side");
    }
  },

  "fill or kill fills whole or not at all"(trader) {
    for (const { order, event } of fillsOf(trader)) {
      if (order.timeInForce !== "fok") continue;
      invariant(event.remainingAfterNanos === 0n && order.filledNanos === 0n, "all at once");
    }
  },
};

test.each(Object.entries(LAWS))("%s", (_, law) => {
  fc.assert(
    fc.property(someStockMoves, (moves) => law(playMoves(moves, "margin"))),
    { numRuns: 40 },
  );
});
