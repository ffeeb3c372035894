import { expect, test } from "vitest";
import { orderAfter } from "@/lib/engine/account/evolve";
import { units } from "@/lib/engine/money";
import type { Order } from "@/lib/engine/order/order";
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
import { alpacaLeg, alpacaOrder } from "./order";

const LONG = "AAPL261218C00200000";
const SHORT = "AAPL261218C00210000";
const QUOTES = { AAPL: "187.30 187.32", [LONG]: "4.20 4.40", [SHORT]: "2.55 2.60" };
const assetIdOf = (symbol: string) => `id of ${symbol}`;

// Every key of the Order object in alpaca-wire.md §1.6.
const KEYS =
  "id client_order_id created_at updated_at submitted_at filled_at expired_at expires_at canceled_at failed_at replaced_at replaced_by replaces asset_id symbol asset_class notional qty filled_qty filled_avg_price order_class order_type type side position_intent time_in_force limit_price stop_price trail_percent trail_price hwm status extended_hours legs ratio_qty subtag source".split(
    " ",
  );

const BUY: NewOrder = {
  clientOrderId: "mine",
  orderClass: "simple",
  terms: { type: "market" },
  timeInForce: "day",
  qtyNanos: units(10),
  legs: [{ symbol: "AAPL", side: "buy", ratio: 1, intent: null }],
};
const SPREAD: NewOrder = {
  clientOrderId: null,
  orderClass: "mleg",
  terms: { type: "limit", limitMicros: dollars("1.85") },
  timeInForce: "day",
  qtyNanos: units(2),
  legs: [
    { symbol: LONG, side: "buy", ratio: 1, intent: "buy_to_open" },
    { symbol: SHORT, side: "sell", ratio: 1, intent: "sell_to_open" },
  ],
};

function accepted(request: NewOrder, atMs: number) {
  const state = openedAccount(atMs);
  const view = market(atMs, QUOTES);
  const after = lastState(state, run(state, { type: "submit_order", draft: draft(request) }, view));
  const order = after.orders.get("order-1");
  if (order === undefined) throw new Error("the order is working");
  return { after, order, view };
}

function filled(request: NewOrder): Order {
  const { after, view } = accepted(request, IN_SESSION_MS);
  const [fill] = run(after, { type: "match_order", orderId: "order-1", trigger: "arrival" }, view);
  const order = fill === undefined ? null : orderAfter(fill.before, fill.event);
  if (order === null) throw new Error("the order fills");
  return order;
}

test("a market order of 10 as the appendix has it: every key, null where it does not apply", () => {
  const { order } = accepted(BUY, IN_SESSION_MS);
  expect(alpacaOrder(order, { assetIdOf, status: "pending_new" })).toEqual({
    id: "order-1",
    client_order_id: "mine",
    created_at: "2026-11-20T15:00:00.123Z",
    updated_at: "2026-11-20T15:00:00.123Z",
    submitted_at: "2026-11-20T15:00:00.123Z",
    filled_at: null,
    expired_at: null,
    expires_at: "2026-11-20T21:00:00.000Z",
    canceled_at: null,
    failed_at: null,
    replaced_at: null,
    replaced_by: null,
    replaces: null,
    asset_id: "id of AAPL",
    symbol: "AAPL",
    asset_class: "us_equity",
    notional: null,
    qty: "10",
    filled_qty: "0",
    filled_avg_price: null,
    order_class: "",
    order_type: "market",
    type: "market",
    side: "buy",
    position_intent: "buy_to_open",
    time_in_force: "day",
    limit_price: null,
    stop_price: null,
    trail_percent: null,
    trail_price: null,
    hwm: null,
    status: "pending_new",
    extended_hours: false,
    legs: null,
    ratio_qty: null,
    subtag: null,
    source: null,
  });
});

test("out of session an order is accepted and ends with the next session", () => {
  const { order } = accepted(BUY, AFTER_HOURS_MS);
  expect(alpacaOrder(order, { assetIdOf })).toMatchObject({
    status: "accepted",
    submitted_at: "2026-11-20T23:30:00.000Z",
    expires_at: "2026-11-23T21:00:00.000Z",
  });
});

test("a gtc order ends at 16:15 ET 90 days on; an ioc names no end", () => {
  const gtc = accepted({ ...BUY, timeInForce: "gtc" }, IN_SESSION_MS).order;
  expect(alpacaOrder(gtc, { assetIdOf }).expires_at).toBe("2027-02-18T21:15:00.000Z");
  const ioc = accepted({ ...BUY, timeInForce: "ioc" }, IN_SESSION_MS).order;
  expect(alpacaOrder(ioc, { assetIdOf }).expires_at).toBeNull();
});

test("a filled order carries its average and when it filled", () => {
  expect(alpacaOrder(filled(BUY), { assetIdOf })).toMatchObject({
    status: "filled",
    filled_qty: "10",
    filled_avg_price: "187.32",
    filled_at: "2026-11-20T15:00:00.123Z",
    canceled_at: null,
  });
});

test("a multi-leg parent is empty where only legs are something (§1.6)", () => {
  const order = filled(SPREAD);
  const shown = alpacaOrder(order, { assetIdOf });
  expect(shown).toMatchObject({
    symbol: "",
    asset_class: "",
    asset_id: "",
    side: "",
    position_intent: null,
    order_class: "mleg",
    type: "limit",
    order_type: "limit",
    qty: "2",
    limit_price: "1.85",
    filled_avg_price: "1.85", // 4.40 paid, 2.55 received
    ratio_qty: null,
  });
  expect(shown.legs?.[1]).toMatchObject({
    id: "order-1.1",
    client_order_id: "order-1.1",
    symbol: SHORT,
    asset_class: "us_option",
    asset_id: `id of ${SHORT}`,
    order_class: "mleg",
    type: "",
    order_type: "",
    side: "sell",
    position_intent: "sell_to_open",
    qty: "2",
    ratio_qty: "1",
    limit_price: null,
    filled_avg_price: "2.55",
    legs: null,
    expires_at: "2026-11-20T21:00:00.000Z",
  });
});

test("the spec's average: three bought at 0.43 and one sold at 0.01 is 1.28 a unit", () => {
  const { order } = accepted(SPREAD, IN_SESSION_MS);
  const [long, short] = order.legs;
  if (long === undefined || short === undefined) throw new Error("two legs");
  const legs = [
    { ...long, ratio: 3, filledNanos: units(6), filledValueMicros: dollars("2.58") },
    { ...short, ratio: 1, filledNanos: units(2), filledValueMicros: dollars("0.02") },
  ];
  const shown = alpacaOrder({ ...order, legs, filledNanos: units(2) }, { assetIdOf });
  expect(shown.filled_avg_price).toBe("1.28");
});

test("order, parent and leg all have exactly the keys of the spec", () => {
  const order = filled(SPREAD);
  const [leg] = order.legs;
  if (leg === undefined) throw new Error("a leg");
  for (const shown of [
    alpacaOrder(filled(BUY), { assetIdOf }),
    alpacaOrder(order, { assetIdOf }),
    alpacaLeg(order, leg, { assetIdOf }),
  ]) {
    expect(Object.keys(shown).sort()).toEqual([...KEYS].sort());
  }
});
