/** How orders of every type, group and state are shown; fields and texts from alpaca-wire.md §1.6 and §1.15. */
import { expect, test } from "vitest";
import type { AccountState } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import { micros, nanos, units } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { NewOrder } from "../new-order";
import {
  AFTER_HOURS_MS,
  dollars,
  draft,
  IN_SESSION_MS,
  lastState,
  market,
  openedAccount,
  run,
} from "../testing/account";
import { alpacaOrder } from "./order";
import { type CommittedEvent, tradeUpdatesOf } from "./trade-update";

const QUOTES = { AAPL: "187.30 187.32" };
const context = {
  assetIdOf: (symbol: string) => `id of ${symbol}`,
  executionIdOf: () => "execution",
};
const BUY: NewOrder = {
  clientOrderId: "mine",
  orderClass: "simple",
  terms: { type: "market" },
  timeInForce: "day",
  qtyNanos: units(10),
  legs: [{ symbol: "AAPL", side: "buy", ratio: 1, intent: null }],
};

function submit(change: Partial<OrderDraft>, atMs = IN_SESSION_MS) {
  const state = openedAccount(atMs);
  const order = { ...draft(BUY), ...change };
  const view = market(atMs, QUOTES);
  const committed = run(state, { type: "submit_order", draft: order }, view);
  return { state: lastState(state, committed), committed };
}

function shown(state: AccountState, id = "order-1") {
  const order = state.orders.get(id);
  if (order === undefined) throw new Error(`${id} is working`);
  return alpacaOrder(order, context);
}

function then(
  state: AccountState,
  command: Command,
  quotes: { [symbol: string]: string } = QUOTES,
) {
  const committed = run(state, command, market(IN_SESSION_MS + 1_000, quotes));
  return { state: lastState(state, committed), committed };
}

function said(committed: readonly CommittedEvent[]): readonly string[] {
  return committed.flatMap((one) =>
    tradeUpdatesOf(one, context).map(({ event, order }) => `${order.id} ${event} ${order.status}`),
  );
}

test.each([
  {
    terms: { type: "stop", stopMicros: dollars("190") },
    is: { type: "stop", order_type: "stop", stop_price: "190", limit_price: null },
  },
  {
    terms: { type: "stop", stopMicros: dollars("190"), collarMicros: dollars("194.75") },
    is: { type: "stop", stop_price: "190", limit_price: null },
  },
  {
    terms: { type: "stop_limit", stopMicros: dollars("190"), limitMicros: dollars("190.5") },
    is: { type: "stop_limit", stop_price: "190", limit_price: "190.5" },
  },
  {
    terms: { type: "trailing_stop", trail: { trailMicros: dollars("1.5") } },
    is: { type: "trailing_stop", trail_price: "1.5", trail_percent: null, hwm: null },
  },
  {
    terms: { type: "trailing_stop", trail: { trailBps: 250 } },
    is: { type: "trailing_stop", trail_price: null, trail_percent: "2.5" },
  },
] as const)("$terms.type shows its prices", ({ terms, is }) => {
  expect(shown(submit({ terms }).state)).toMatchObject(is);
});

test("an order in dollars has no quantity", () => {
  const { state } = submit({ qtyNanos: nanos(0n), notionalMicros: dollars("500") });

  expect(shown(state)).toMatchObject({ qty: null, notional: "500", filled_qty: "0" });
});

test("an extended-hours order says so, and lives until the post-market closes", () => {
  const terms = { type: "limit", limitMicros: dollars("180") } as const;

  // 20:00 in New York is 01:00 UTC of the next day.
  expect(shown(submit({ terms, extendedHours: true }).state)).toMatchObject({
    extended_hours: true,
    status: "new",
    expires_at: "2026-11-21T01:00:00.000Z",
  });
});

test("the orders of a bracket have its class, and their updates go from held to new", () => {
  const group = {
    kind: "bracket",
    takeProfit: { id: "profit", clientOrderId: "p", limitMicros: dollars("200") },
    stopLoss: { id: "loss", clientOrderId: "l", stopMicros: dollars("180") },
  } as const;
  const { state, committed } = submit({ group });

  expect(said(committed)).toEqual([
    "order-1 pending_new pending_new",
    "order-1 new new",
    "profit held held",
    "loss held held",
  ]);
  expect(shown(state, "loss")).toMatchObject({
    order_class: "bracket",
    type: "stop",
    side: "sell",
    position_intent: "sell_to_close",
    status: "held",
  });

  const match = { type: "match_order", orderId: "order-1", trigger: "arrival" } as const;
  const filled = then(state, match);
  expect(said(filled.committed)).toEqual(["order-1 fill filled", "profit new new"]);

  const cancel = then(filled.state, { type: "cancel_order", orderId: "loss" });
  expect(said(cancel.committed)).toEqual([
    "loss pending_cancel pending_cancel",
    "loss canceled canceled",
    "profit canceled canceled",
  ]);
});

test("a replaced order names the one that took its place, which names it back", () => {
  const terms = { type: "limit", limitMicros: dollars("180") } as const;
  const { state } = submit({ terms });
  const replacement = { id: "order-2", clientOrderId: "c2", limitMicros: dollars("181") };
  const { state: after, committed } = then(state, {
    type: "replace_order",
    orderId: "order-1",
    replacement,
  });

  expect(said(committed)).toEqual([
    "order-1 pending_replace pending_replace",
    "order-1 replaced replaced",
    "order-2 new new",
  ]);
  const [first] = committed;
  const replaced = first === undefined ? null : tradeUpdatesOf(first, context)[1]?.order;
  expect(replaced).toMatchObject({
    replaced_by: "order-2",
    replaced_at: "2026-11-20T15:00:01.123Z",
    canceled_at: null,
  });
  expect(shown(after, "order-2")).toMatchObject({ replaces: "order-1", limit_price: "181" });
});

test("an order of the night is new once its session is open", () => {
  const terms = { type: "limit", limitMicros: micros(180_000_000n) } as const;
  const { state, committed } = submit({ terms }, AFTER_HOURS_MS);
  expect(said(committed)).toEqual(["order-1 accepted accepted"]);

  const open = market(Date.UTC(2026, 10, 23, 14, 30), QUOTES);
  const match = { type: "match_order", orderId: "order-1", trigger: "quote" } as const;
  expect(said(run(state, match, open))).toEqual(["order-1 new new"]);
});
