import { describe, expect, test } from "vitest";
import { parseJson } from "../json";
import { readOrderRequest } from "./order-request";
import { refusalBody } from "./refusal";

const SIMPLE = { symbol: "AAPL", qty: "10", side: "buy", type: "market", time_in_force: "day" };
const LIMIT = { ...SIMPLE, type: "limit", limit_price: "187.32" };
const LONG = {
  symbol: "AAPL261218C00200000",
  ratio_qty: "1",
  side: "buy",
  position_intent: "buy_to_open",
};
const SHORT = {
  symbol: "AAPL261218C00210000",
  ratio_qty: "1",
  side: "sell",
  position_intent: "sell_to_open",
};
// Appendix A, the 2-leg call debit spread.
const MLEG = {
  order_class: "mleg",
  qty: "1",
  type: "limit",
  limit_price: "1.85",
  time_in_force: "day",
  legs: [LONG, SHORT],
};

function read(body: unknown) {
  const parsed = parseJson(typeof body === "string" ? body : JSON.stringify(body));
  if (!parsed.ok) throw new Error(parsed.error);
  const result = readOrderRequest(parsed.value);
  return result.ok ? result.value : [result.error.status, refusalBody(result.error)];
}

describe("an order becomes what the engine takes", () => {
  test("a market order", () => {
    expect(read(SIMPLE)).toEqual({
      clientOrderId: null,
      orderClass: "simple",
      terms: { type: "market" },
      timeInForce: "day",
      qtyNanos: 10_000_000_000n,
      legs: [{ symbol: "AAPL", side: "buy", ratio: 1, intent: null }],
    });
  });

  test("the multi-leg order of Appendix A", () => {
    expect(read(MLEG)).toEqual({
      clientOrderId: null,
      orderClass: "mleg",
      terms: { type: "limit", limitMicros: 1_850_000n },
      timeInForce: "day",
      qtyNanos: 1_000_000_000n,
      legs: [
        { symbol: "AAPL261218C00200000", side: "buy", ratio: 1, intent: "buy_to_open" },
        { symbol: "AAPL261218C00210000", side: "sell", ratio: 1, intent: "sell_to_open" },
      ],
    });
  });

  test.each([
    {
      name: "a number is its text",
      body: '{"symbol":"AAPL","qty":10,"side":"buy","type":"limit","limit_price":0.10,"time_in_force":"ioc"}',
      part: {
        qtyNanos: 10_000_000_000n,
        terms: { type: "limit", limitMicros: 100_000n },
        timeInForce: "ioc",
      },
    },
    {
      name: "a net credit is negative",
      body: { ...MLEG, limit_price: "-1.35" },
      part: { terms: { type: "limit", limitMicros: -1_350_000n } },
    },
    {
      name: "a signed number token",
      body: JSON.stringify(MLEG).replace('"1.85"', "-1.35"),
      part: { terms: { type: "limit", limitMicros: -1_350_000n } },
    },
    {
      name: "ratios as numbers",
      body: {
        ...MLEG,
        legs: [
          { ...LONG, ratio_qty: 1 },
          { ...SHORT, ratio_qty: 2 },
        ],
      },
      part: { legs: [{ ratio: 1 }, { ratio: 2 }] },
    },
    {
      name: "a client order id of 128 characters",
      body: { ...SIMPLE, client_order_id: "x".repeat(128) },
      part: { clientOrderId: "x".repeat(128) },
    },
    {
      name: "an empty client order id is none",
      body: { ...SIMPLE, client_order_id: "" },
      part: { clientOrderId: null },
    },
    {
      name: "nulls are as good as nothing",
      body: {
        ...SIMPLE,
        notional: null,
        limit_price: null,
        stop_loss: null,
        legs: null,
        extended_hours: null,
        order_class: null,
        position_intent: null,
      },
      part: { orderClass: "simple" },
    },
    {
      name: 'order_class "" is simple',
      body: { ...SIMPLE, order_class: "" },
      part: { orderClass: "simple" },
    },
    {
      name: "unknown fields are ignored",
      body: { ...SIMPLE, paper: true, advanced_instructions: { algorithm: "DMA" }, x: [1] },
      part: { orderClass: "simple" },
    },
    {
      name: "an intent is passed on",
      body: { ...SIMPLE, position_intent: "buy_to_open" },
      part: { legs: [{ intent: "buy_to_open" }] },
    },
    { name: "extended_hours false", body: { ...SIMPLE, extended_hours: false }, part: {} },
    {
      name: "a fraction is the engine's question",
      body: { ...SIMPLE, qty: "0.5" },
      part: { qtyNanos: 500_000_000n },
    },
  ])("$name", ({ body, part }) => {
    expect(read(body)).toMatchObject(part);
  });
});

const bad = (message: string) => [422, { code: 40010001, message }];
const cannot = (message: string) => [422, { code: 42210000, message }];
const broken = (detail: string) => [
  400,
  { code: 40010000, message: `request body format is invalid: ${detail}` },
];
const without = (body: object, key: string) => ({ ...body, [key]: undefined });

// Texts of alpaca-wire.md §1.1, §1.6 and §2.10.
test.each<{ body: unknown; answer: unknown }>([
  { body: without(SIMPLE, "qty"), answer: bad("qty or notional is required") },
  { body: { ...SIMPLE, notional: "100" }, answer: bad("only one of qty or notional is accepted") },
  {
    body: { ...without(SIMPLE, "qty"), notional: "-100" },
    answer: bad("notional must be >= 1.00"),
  },
  {
    body: { ...without(SIMPLE, "qty"), notional: "1,000" },
    answer: bad('notional must be a decimal such as "100.50"'),
  },
  { body: { ...SIMPLE, qty: "0" }, answer: bad("qty must be > 0") },
  { body: { ...SIMPLE, qty: "-5" }, answer: bad("qty must be > 0") },
  { body: { ...SIMPLE, qty: "1e3" }, answer: bad('qty must be a decimal such as "10"') },
  { body: { ...SIMPLE, qty: "abc" }, answer: bad('qty must be a decimal such as "10"') },
  { body: { ...SIMPLE, qty: "٣" }, answer: bad('qty must be a decimal such as "10"') },
  { body: { ...SIMPLE, type: "iceberg" }, answer: bad("invalid order type") },
  { body: without(SIMPLE, "type"), answer: bad("invalid order type") },
  { body: { ...SIMPLE, side: "hold" }, answer: bad("invalid side") },
  { body: without(SIMPLE, "side"), answer: bad("invalid side") },
  { body: { ...SIMPLE, time_in_force: "gtd" }, answer: bad("invalid time_in_force") },
  { body: { ...SIMPLE, order_class: "basket" }, answer: bad("invalid order_class") },
  { body: without(LIMIT, "limit_price"), answer: bad("limit orders require a limit price") },
  {
    body: { ...SIMPLE, limit_price: "1" },
    answer: bad("limit price is only valid for limit orders"),
  },
  { body: { ...LIMIT, limit_price: "-1" }, answer: bad("limit price must be > 0") },
  {
    body: { ...LIMIT, limit_price: "1e3" },
    answer: bad('limit_price must be a decimal such as "12.34"'),
  },
  {
    body: { ...LIMIT, limit_price: "+1" },
    answer: bad('limit_price must be a decimal such as "12.34"'),
  },
  { body: without(SIMPLE, "symbol"), answer: bad("symbol is required") },
  { body: { ...SIMPLE, symbol: "aapl" }, answer: cannot('asset "aapl" not found') },
  { body: { ...SIMPLE, symbol: "A\u0000" }, answer: cannot('asset "A\u0000" not found') },
  {
    body: { ...SIMPLE, client_order_id: "x".repeat(129) },
    answer: bad("client_order_id must be no more than 128 characters"),
  },
  {
    body: { ...SIMPLE, client_order_id: "a\u0000b" },
    answer: bad("client_order_id must not contain control characters"),
  },
  {
    body: JSON.stringify({ ...SIMPLE, client_order_id: "x" }).replace('"x"', '"\\ud800"'),
    answer: bad("client_order_id must not contain control characters"),
  },
  { body: { ...SIMPLE, position_intent: "open" }, answer: bad("invalid position_intent") },
  { body: [], answer: broken("must be a JSON object") },
  { body: '"buy"', answer: broken("must be a JSON object") },
  { body: "null", answer: broken("must be a JSON object") },
  { body: { ...SIMPLE, qty: true }, answer: broken("qty has the wrong type") },
  { body: { ...SIMPLE, symbol: {} }, answer: broken("symbol has the wrong type") },
  {
    body: { ...SIMPLE, extended_hours: "yes" },
    answer: broken("extended_hours has the wrong type"),
  },
  { body: { ...MLEG, legs: "[]" }, answer: broken("legs has the wrong type") },
  { body: { ...MLEG, legs: [LONG, 5] }, answer: broken("legs.1 has the wrong type") },
  {
    body: without(MLEG, "legs"),
    answer: cannot("mleg orders must have at least 2 legs and at most 4 legs"),
  },
  {
    body: { ...MLEG, legs: [LONG] },
    answer: cannot("mleg orders must have at least 2 legs and at most 4 legs"),
  },
  {
    body: { ...MLEG, legs: Array.from({ length: 5 }, () => LONG) },
    answer: cannot("mleg orders must have at least 2 legs and at most 4 legs"),
  },
  {
    body: { ...MLEG, legs: [LONG, without(SHORT, "position_intent")] },
    answer: cannot("leg.1 position intent is required"),
  },
  {
    body: { ...MLEG, legs: [{ ...LONG, ratio_qty: "0" }, SHORT] },
    answer: bad("leg.0 ratio_qty must be a whole number from 1 to 9999"),
  },
  {
    body: { ...MLEG, legs: [{ ...LONG, ratio_qty: "1.5" }, SHORT] },
    answer: bad("leg.0 ratio_qty must be a whole number from 1 to 9999"),
  },
  {
    body: { ...MLEG, legs: [LONG, { ...SHORT, side: "short" }] },
    answer: bad("leg.1 invalid side"),
  },
])("$body is refused", ({ body, answer }) => {
  expect(read(body)).toEqual(answer);
});
