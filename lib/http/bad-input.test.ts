import { test } from "vitest";
import { field, LIMIT, malformed, SIMPLE, unprocessable } from "./testing/bad-answer";
import { type BadOrder, expectRefused } from "./testing/bad-order";

const ROWS: readonly BadOrder[] = [
  { name: "an empty body", body: "", status: 400, answer: malformed("the text ends too early") },
  {
    name: "a cut body",
    body: '{"symbol":"AAPL"',
    status: 400,
    answer: malformed("the text ends too early"),
  },
  {
    name: "a form",
    body: "symbol=AAPL&qty=1",
    status: 400,
    answer: malformed('unexpected "s" at position 0'),
  },
  {
    name: "a duplicate key",
    body: '{"qty":"1","qty":"1000"}',
    status: 400,
    answer: malformed('duplicate key "qty"'),
  },
  {
    name: "__proto__",
    body: '{"__proto__":{"qty":"1"}}',
    status: 400,
    answer: malformed("the key __proto__ is not accepted"),
  },
  {
    name: "the token NaN",
    body: '{"qty":NaN}',
    status: 400,
    answer: malformed('unexpected "N" at position 7'),
  },
  {
    name: "bytes that are not UTF-8",
    body: new Uint8Array([0x22, 0xff, 0x22]),
    status: 400,
    answer: malformed("not UTF-8"),
  },
  {
    name: "deep nesting",
    body: "[".repeat(40),
    status: 400,
    answer: malformed("nested deeper than 16 levels"),
  },
  { name: "a list", body: "[]", status: 400, answer: malformed("must be a JSON object") },
  {
    name: "a quantity that is an object",
    body: { ...SIMPLE, qty: {} },
    status: 400,
    answer: malformed("qty has the wrong type"),
  },
  {
    name: "a body past 64 KiB",
    body: `"${"x".repeat(65_536)}"`,
    status: 413,
    answer: { code: 41310000, message: "request body is larger than 65536 bytes" },
  },
  {
    name: "the number 1e3",
    body: '{"symbol":"AAPL","qty":1e3,"side":"buy","type":"market","time_in_force":"day"}',
    status: 422,
    answer: field('qty must be a decimal such as "10"'),
  },
  {
    name: "the string 1e3",
    body: { ...SIMPLE, qty: "1e3" },
    status: 422,
    answer: field('qty must be a decimal such as "10"'),
  },
  {
    name: "the string NaN",
    body: { ...SIMPLE, qty: "NaN" },
    status: 422,
    answer: field('qty must be a decimal such as "10"'),
  },
  {
    name: "hexadecimal",
    body: { ...SIMPLE, qty: "0x10" },
    status: 422,
    answer: field('qty must be a decimal such as "10"'),
  },
  {
    name: "a quantity of 25 digits",
    body: { ...SIMPLE, qty: "1".repeat(25) },
    status: 422,
    answer: field('qty must be a decimal such as "10"'),
  },
  {
    name: "a negative quantity",
    body: { ...SIMPLE, qty: -10 },
    status: 422,
    answer: field("qty must be > 0"),
  },
  {
    name: "no quantity at all",
    body: { ...SIMPLE, qty: null },
    status: 422,
    answer: field("qty or notional is required"),
  },
  { name: "zero", body: { ...SIMPLE, qty: 0 }, status: 422, answer: field("qty must be > 0") },
  {
    name: "a fraction that is to rest for months",
    body: { ...SIMPLE, qty: "0.5", time_in_force: "gtc" },
    status: 422,
    answer: unprocessable("fractional orders must be DAY orders"),
  },
  {
    name: "a limit of zero",
    body: { ...LIMIT, limit_price: "0" },
    status: 422,
    answer: field("limit price must be > 0"),
  },
  {
    name: "a negative limit",
    body: { ...LIMIT, limit_price: "-1" },
    status: 422,
    answer: field("limit price must be > 0"),
  },
  {
    name: "a limit beyond any price",
    body: { ...LIMIT, limit_price: "1000001" },
    status: 422,
    answer: field("limit price must be <= 1000000"),
  },
  {
    name: "a stop without its price",
    body: { ...SIMPLE, type: "stop" },
    status: 422,
    answer: field("stop orders require a stop price"),
  },
  {
    name: "a client order id of NUL",
    body: { ...SIMPLE, client_order_id: "\u0000" },
    status: 422,
    answer: field("client_order_id must not contain control characters"),
  },
];

test.each(ROWS)("POST /v2/orders with $name answers $status", expectRefused);
