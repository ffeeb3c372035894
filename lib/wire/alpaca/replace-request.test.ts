/** What PATCH /v2/orders/{id} reads depends on the order (alpaca-wire.md §1.8). */
import { expect, test } from "vitest";
import type { Order, OrderTerms } from "@/lib/engine/order/order";
import { dollars } from "../testing/account";
import { refusalBody } from "./refusal";
import { readReplaceRequest } from "./replace-request";

const orderWith = (terms: OrderTerms, orderClass: Order["orderClass"] = "simple") =>
  ({ terms, orderClass }) as Order;
const LIMIT = orderWith({ type: "limit", limitMicros: dollars("180") });
const SPREAD = orderWith({ type: "limit", limitMicros: dollars("1.85") }, "mleg");
const BY_PRICE = orderWith({ type: "trailing_stop", trail: { trailMicros: dollars("2") } });
const BY_PERCENT = orderWith({ type: "trailing_stop", trail: { trailBps: 200 } });

function read(body: unknown, order: Order) {
  const result = readReplaceRequest(body, order);
  return result.ok ? result.value : refusalBody(result.error);
}

test.each<{ name: string; order: Order; body: object; change: object }>([
  {
    name: "every field",
    order: LIMIT,
    body: { qty: "12", time_in_force: "gtc", limit_price: "181.50", client_order_id: "mine" },
    change: {
      ...{ qtyNanos: 12_000_000_000n, timeInForce: "gtc", limitMicros: 181_500_000n },
      clientOrderId: "mine",
    },
  },
  { name: "nothing", order: LIMIT, body: {}, change: { clientOrderId: null } },
  {
    name: "what was given as null or empty",
    order: LIMIT,
    body: { qty: null, limit_price: "", advanced_instructions: {} },
    change: { clientOrderId: null },
  },
  {
    name: "a signed net price",
    order: SPREAD,
    body: { limit_price: "-1.35" },
    change: { clientOrderId: null, limitMicros: -1_350_000n },
  },
  {
    name: "a trail in dollars where the old one was",
    order: BY_PRICE,
    body: { trail: "1.5" },
    change: { clientOrderId: null, trail: { trailMicros: 1_500_000n } },
  },
  {
    name: "a trail in percent where the old one was",
    order: BY_PERCENT,
    body: { trail: "1.5" },
    change: { clientOrderId: null, trail: { trailBps: 150 } },
  },
])("$name", ({ order, body, change }) => {
  expect(read(body, order)).toEqual(change);
});

test.each<{ order: Order; body: unknown; code: number; message: string }>([
  { order: LIMIT, body: { limit_price: "-1" }, code: 40010001, message: "limit price must be > 0" },
  { order: LIMIT, body: { qty: "-1" }, code: 40010001, message: "qty must be > 0" },
  {
    order: LIMIT,
    body: { qty: "1e3" },
    code: 40010001,
    message: 'qty must be a decimal such as "10"',
  },
  {
    order: BY_PERCENT,
    body: { trail: "1.234" },
    code: 40010001,
    message: "trail must have at most 2 decimals",
  },
  {
    order: LIMIT,
    body: { client_order_id: "x".repeat(129) },
    code: 40010001,
    message: "client_order_id must be no more than 128 characters",
  },
  {
    order: LIMIT,
    body: [],
    code: 40010000,
    message: "request body format is invalid: must be a JSON object",
  },
])("$body is refused", ({ order, body, code, message }) => {
  expect(read(body, order)).toEqual({ code, message });
});
