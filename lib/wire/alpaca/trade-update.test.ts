import { expect, test } from "vitest";
import type { AccountState } from "@/lib/engine/account/account-state";
import { units } from "@/lib/engine/money";
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
import { decodeEventId } from "./event-id";
import { type CommittedEvent, tradeUpdatesOf } from "./trade-update";

const LONG = "AAPL261218C00200000";
const SHORT = "AAPL261218C00210000";
const context = {
  assetIdOf: (symbol: string) => `id of ${symbol}`,
  executionIdOf: (fill: { orderId: string; fillNumber: number }, leg: number | null) =>
    `${fill.orderId}:${fill.fillNumber}:${leg}`,
};

const BUY: NewOrder = {
  clientOrderId: null,
  orderClass: "simple",
  terms: { type: "market" },
  timeInForce: "day",
  qtyNanos: units(10),
  legs: [{ symbol: "AAPL", side: "buy", ratio: 1, intent: null }],
};

function submitted(
  request: NewOrder,
  atMs = IN_SESSION_MS,
): { state: AccountState; events: CommittedEvent[] } {
  const opened = openedAccount(atMs);
  const events = run(
    opened,
    { type: "submit_order", draft: draft(request) },
    market(atMs, { AAPL: "187.30 187.32 4" }),
  );
  return { state: lastState(opened, events), events };
}

function matched(state: AccountState, quotes: { [symbol: string]: string }, atMs = IN_SESSION_MS) {
  return run(
    state,
    { type: "match_order", orderId: "order-1", trigger: "arrival" },
    market(atMs, quotes),
  );
}

const updates = (events: readonly CommittedEvent[]) =>
  events.flatMap((event) => tradeUpdatesOf(event, context));
const summary = (events: readonly CommittedEvent[]) =>
  updates(events).map(({ event, order }) => `${event} ${order.status}`);

test("a market buy of 10: pending_new, new, partial_fill, fill (Appendix A)", () => {
  const { state, events } = submitted(BUY);
  const part = matched(state, { AAPL: "187.30 187.32 4" });
  const rest = matched(
    lastState(state, part),
    { AAPL: "187.30 187.32 100" },
    IN_SESSION_MS + 1_000,
  );
  expect(summary([...events, ...part, ...rest])).toEqual([
    "pending_new pending_new",
    "new new",
    "partial_fill partially_filled",
    "fill filled",
  ]);
  expect(updates(part)[0]).toMatchObject({
    event: "partial_fill",
    execution_id: "order-1:1:0",
    price: "187.32",
    qty: "4",
    position_qty: "4",
    timestamp: "2026-11-20T15:00:00.123Z",
    order: { filled_qty: "4", filled_avg_price: "187.32", filled_at: null },
  });
  expect(updates(rest)[0]).toMatchObject({
    event: "fill",
    execution_id: "order-1:2:0",
    price: "187.32",
    qty: "6",
    position_qty: "10",
    timestamp: "2026-11-20T15:00:01.123Z",
    order: {
      symbol: "AAPL",
      side: "buy",
      qty: "10",
      filled_qty: "10",
      filled_at: "2026-11-20T15:00:01.123Z",
      legs: null,
      notional: null,
    },
  });
});

test("out of session an order is accepted", () => {
  expect(summary(submitted(BUY, AFTER_HOURS_MS).events)).toEqual(["accepted accepted"]);
});

test("event ids name the account's event and grow", () => {
  const { state, events } = submitted(BUY);
  const all = updates([...events, ...matched(state, { AAPL: "187.30 187.32 100" })]);
  expect(all.map(({ event_id }) => decodeEventId(event_id)?.version)).toEqual([2, 2, 3]);
});

test("a cancel, an expiry and the rest of an ioc", () => {
  const limit: NewOrder = { ...BUY, terms: { type: "limit", limitMicros: dollars("180") } };
  const { state } = submitted(limit);
  const canceled = run(
    state,
    { type: "cancel_order", orderId: "order-1" },
    market(IN_SESSION_MS, {}),
  );
  expect(updates(canceled)).toMatchObject([
    { event: "pending_cancel", order: { status: "pending_cancel", canceled_at: null } },
    { event: "canceled", order: { status: "canceled", canceled_at: "2026-11-20T15:00:00.123Z" } },
  ]);
  const close = Date.UTC(2026, 10, 20, 21);
  const expired = run(state, { type: "expire_order", orderId: "order-1" }, market(close, {}));
  expect(updates(expired)).toMatchObject([
    { event: "expired", order: { status: "expired", expired_at: "2026-11-20T21:00:00.000Z" } },
  ]);
  const ioc = submitted({ ...BUY, timeInForce: "ioc" });
  expect(summary(matched(ioc.state, { AAPL: "187.30 187.32 4" }))).toEqual([
    "partial_fill partially_filled",
    "canceled canceled",
  ]);
});

test("an order that only rests, and an opened account, are no news", () => {
  const limit: NewOrder = { ...BUY, terms: { type: "limit", limitMicros: dollars("187.32") } };
  const { state } = submitted(limit);
  const rested = matched(state, { AAPL: "187.40 187.45 100" });
  expect(rested.map(({ event }) => event.type)).toEqual(["order_rested"]);
  expect(updates(rested)).toEqual([]);
});

test("a multi-leg fill is one update of the parent with its legs inside (§4.1, Appendix A)", () => {
  const spread: NewOrder = {
    clientOrderId: null,
    orderClass: "mleg",
    terms: { type: "limit", limitMicros: dollars("1.85") },
    timeInForce: "day",
    qtyNanos: units(1),
    legs: [
      { symbol: LONG, side: "buy", ratio: 1, intent: "buy_to_open" },
      { symbol: SHORT, side: "sell", ratio: 1, intent: "sell_to_open" },
    ],
  };
  const { state } = submitted(spread);
  const fills = matched(state, {
    AAPL: "187.30 187.32",
    [LONG]: "4.20 4.40",
    [SHORT]: "2.55 2.60",
  });
  expect(updates(fills)).toMatchObject([
    {
      event: "fill",
      execution_id: "order-1:1:null",
      price: "1.85",
      qty: "1",
      position_qtys: { [LONG]: "1", [SHORT]: "-1" },
      legs: [
        {
          execution_id: "order-1:1:0",
          order_id: "order-1.0",
          symbol: LONG,
          qty: "1",
          price: "4.4",
          timestamp: "2026-11-20T15:00:00.123Z",
        },
        {
          execution_id: "order-1:1:1",
          order_id: "order-1.1",
          symbol: SHORT,
          qty: "1",
          price: "2.55",
          timestamp: "2026-11-20T15:00:00.123Z",
        },
      ],
      order: {
        symbol: "",
        filled_avg_price: "1.85",
        legs: [
          { symbol: LONG, status: "filled" },
          { symbol: SHORT, status: "filled" },
        ],
      },
    },
  ]);
});
