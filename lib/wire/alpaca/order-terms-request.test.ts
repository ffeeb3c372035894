/** Stops, trails, dollars and groups as bodies of POST /v2/orders (alpaca-wire.md §1.1, §1.6). */
import { expect, test } from "vitest";
import { parseJson } from "../json";
import { readOrderRequest } from "./order-request";
import { refusalBody } from "./refusal";

const SELL = { symbol: "AAPL", qty: "10", side: "sell", time_in_force: "gtc" };
const MARKET = { ...SELL, side: "buy", type: "market" };
const EXITS = { take_profit: { limit_price: "200" }, stop_loss: { stop_price: "180" } };
const BRACKET = { ...MARKET, order_class: "bracket", ...EXITS };
const OCO = { ...SELL, type: "limit", order_class: "oco", ...EXITS };

function read(body: unknown) {
  const parsed = parseJson(JSON.stringify(body));
  if (!parsed.ok) throw new Error(parsed.error);
  const result = readOrderRequest(parsed.value);
  return result.ok ? result.value : [result.error.status, refusalBody(result.error)];
}

const [profit, stop] = [{ limitMicros: 200_000_000n }, { stopMicros: 180_000_000n }];

test.each([
  {
    name: "a stop, which buys up to its collar (decisions 22)",
    body: { ...MARKET, type: "stop", stop_price: "190" },
    part: { terms: { type: "stop", stopMicros: 190_000_000n }, collarsStopBuys: true },
  },
  {
    name: "a stop-limit",
    body: { ...SELL, type: "stop_limit", stop_price: "180", limit_price: 179.5 },
    part: {
      terms: { type: "stop_limit", stopMicros: 180_000_000n, limitMicros: 179_500_000n },
    },
  },
  {
    name: "a trail in dollars",
    body: { ...SELL, type: "trailing_stop", trail_price: "1.25" },
    part: { terms: { type: "trailing_stop", trail: { trailMicros: 1_250_000n } } },
  },
  {
    name: "a trail in percent",
    body: { ...SELL, type: "trailing_stop", trail_percent: 2.5 },
    part: { terms: { type: "trailing_stop", trail: { trailBps: 250 } } },
  },
  {
    name: "dollars instead of shares",
    body: { ...MARKET, qty: null, notional: "100.5", time_in_force: "day" },
    part: { qtyNanos: 0n, notionalMicros: 100_500_000n },
  },
  {
    name: "extended hours as the text that some SDKs send",
    body: { ...MARKET, type: "limit", limit_price: "187", extended_hours: "true" },
    part: { extendedHours: true },
  },
  {
    name: "an asset id in place of the symbol",
    body: { ...MARKET, symbol: "904837e3-3b76-47ec-b432-046db621571b" },
    part: { legs: [{ symbol: "904837e3-3b76-47ec-b432-046db621571b" }] },
  },
  {
    name: "a bracket",
    body: BRACKET,
    part: {
      terms: { type: "market" },
      group: { kind: "bracket", takeProfit: profit, stopLoss: stop },
    },
  },
  {
    name: "a stop-loss with a limit is a stop-limit",
    body: { ...BRACKET, stop_loss: { stop_price: "180", limit_price: "179" } },
    part: { group: { stopLoss: { ...stop, limitMicros: 179_000_000n } } },
  },
  {
    name: "an oco, whose order is its take-profit",
    body: OCO,
    part: { terms: { type: "limit", ...profit }, group: { kind: "oco", stopLoss: stop } },
  },
  {
    name: "an oto",
    body: { ...MARKET, order_class: "oto", stop_loss: EXITS.stop_loss },
    part: { group: { kind: "oto", stopLoss: stop } },
  },
  ...(["opg", "cls", "ioc", "fok"] as const).map((time_in_force) => ({
    name: time_in_force,
    body: { ...MARKET, time_in_force },
    part: { timeInForce: time_in_force },
  })),
])("$name", ({ body, part }) => {
  expect(read(body)).toMatchObject(part);
});

const bad = (message: string) => [422, { code: 40010001, message }];
const cannot = (message: string) => [422, { code: 42210000, message }];

test.each([
  { body: { ...SELL, type: "stop" }, answer: bad("stop orders require a stop price") },
  {
    body: { ...SELL, type: "stop_limit", limit_price: "1" },
    answer: bad("stop orders require a stop price"),
  },
  {
    body: { ...SELL, type: "stop_limit", stop_price: "1" },
    answer: bad("limit orders require a limit price"),
  },
  {
    body: { ...SELL, type: "trailing_stop" },
    answer: bad("trailing stop orders must specify one of trail_price or trail_percent"),
  },
  {
    body: { ...SELL, type: "trailing_stop", trail_price: "1", trail_percent: "1" },
    answer: bad("trailing stop orders must specify one of trail_price or trail_percent"),
  },
  {
    body: { ...SELL, type: "trailing_stop", trail_percent: "1.234" },
    answer: bad("trail_percent must have at most 2 decimals"),
  },
  {
    body: { ...SELL, type: "trailing_stop", trail_price: "-1" },
    answer: bad("trail price must be > 0"),
  },
  {
    body: { ...SELL, type: "limit", limit_price: "1", stop_price: "1" },
    answer: bad("stop price is only valid for stop orders"),
  },
  {
    body: { ...SELL, type: "limit", limit_price: "1", trail_price: "1" },
    answer: bad("trail price and trail percent are only valid for trailing stop orders"),
  },
  {
    body: { ...MARKET, ...EXITS },
    answer: bad("take_profit and stop_loss require order_class bracket, oco or oto"),
  },
  { body: { ...OCO, type: "market" }, answer: cannot("oco orders must be limit orders") },
  {
    body: { ...OCO, take_profit: null },
    answer: cannot("oco orders require take_profit.limit_price"),
  },
  {
    body: { ...BRACKET, take_profit: { limit_price: "x" } },
    answer: bad('take_profit.limit_price must be a decimal such as "12.34"'),
  },
  {
    body: { ...BRACKET, stop_loss: "180" },
    answer: [
      400,
      {
        code: 40010000,
        message: "request body format is invalid: stop_loss has the wrong type",
      },
    ],
  },
])("$body is refused", ({ body, answer }) => {
  expect(read(body)).toEqual(answer);
});
