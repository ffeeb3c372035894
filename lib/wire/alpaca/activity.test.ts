import { expect, test } from "vitest";
import { micros, nanos, units } from "@/lib/engine/money";
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
    ...{ symbol: null, subType: null, qtyNanos: null, priceMicros: null, groupId: "g" },
  } as const;
  expect(alpacaActivity(funding)).toMatchObject({
    activity_type: "JNLC",
    date: "2026-11-20",
    net_amount: "100000",
    status: "executed",
  });
});

// The documented pair of an exercise, linked by its group (§2.11).
test("an exercise and its stock are two activities of one group", () => {
  const base = { id: "x", atMs: IN_SESSION_MS, groupId: "g", subType: null } as const;
  const exercise = {
    ...({
      ...base,
      type: "OPEXC",
      symbol: "AAPL261218C00150000",
      qtyNanos: nanos(-2_000_000_000n),
    } as const),
    ...{ priceMicros: null, netMicros: dollars("0") },
  } as const;
  const stock = {
    ...({ ...base, type: "OPTRD", symbol: "AAPL", qtyNanos: units(200) } as const),
    ...{ priceMicros: dollars("150"), netMicros: micros(-30_000_000_000n) },
  } as const;

  expect(alpacaActivity(exercise)).toEqual({
    activity_type: "OPEXC",
    id: "x",
    date: "2026-11-20",
    created_at: "2026-11-20T15:00:00.123Z",
    net_amount: "0",
    description: "Option Exercise",
    status: "executed",
    currency: "USD",
    symbol: "AAPL261218C00150000",
    group_id: "g",
    qty: "-2",
  });
  expect(alpacaActivity(stock)).toMatchObject({
    activity_type: "OPTRD",
    symbol: "AAPL",
    qty: "200",
    price: "150",
    net_amount: "-30000",
    description: "Option Trade",
    group_id: "g",
  });
});

test("a sub type is told where there is one", () => {
  const fee = {
    ...({ type: "FEE", subType: "CAT", id: "x", atMs: IN_SESSION_MS, groupId: "g" } as const),
    ...{ symbol: null, qtyNanos: null, priceMicros: null, netMicros: micros(-30n) },
  };
  expect(alpacaActivity(fee)).toMatchObject({ activity_type: "FEE", activity_sub_type: "CAT" });
});
