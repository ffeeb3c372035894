import { expect, test } from "vitest";
import { units } from "@/lib/engine/money";
import { dollars, IN_SESSION_MS } from "../testing/account";
import { alpacaActivity } from "./activity";

const FILL = {
  type: "FILL",
  id: "20261120150000123::2f63ea93-423d-4169-b3f6-3fdafc10c418",
  atMs: IN_SESSION_MS,
  symbol: "AAPL",
  side: "buy",
  qtyNanos: units(4),
  priceMicros: dollars("187.32"),
  orderId: "order-1",
  filledNanos: units(4),
  orderNanos: units(10),
} as const;

test("a partial fill says what is left (§1.4)", () => {
  expect(alpacaActivity(FILL)).toEqual({
    activity_type: "FILL",
    id: FILL.id,
    cum_qty: "4",
    leaves_qty: "6",
    price: "187.32",
    qty: "4",
    side: "buy",
    symbol: "AAPL",
    transaction_time: "2026-11-20T15:00:00.123Z",
    order_id: "order-1",
    order_status: "partially_filled",
    type: "partial_fill",
  });
});

test("the last fill of an order closes it", () => {
  expect(alpacaActivity({ ...FILL, filledNanos: units(10) })).toMatchObject({
    leaves_qty: "0",
    order_status: "filled",
    type: "fill",
  });
});

test("the funding of a paper account is a JNLC (§1.4)", () => {
  const funding = {
    type: "JNLC",
    id: "x",
    atMs: IN_SESSION_MS,
    netMicros: dollars("100000"),
  } as const;
  expect(alpacaActivity(funding)).toMatchObject({
    activity_type: "JNLC",
    date: "2026-11-20",
    net_amount: "100000",
    status: "executed",
  });
});
