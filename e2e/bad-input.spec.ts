/** What a program may send wrong, over real HTTP: exact answers, nothing stored, nothing down. */
import { expect, test } from "playwright/test";
import { BASE_URL, type Bot, call, createBot, healthStatus } from "./pages/bot";
import { upgradeAnswer } from "./pages/raw-upgrade";

const SHARE = { symbol: "SPY", qty: "1", side: "buy", type: "market", time_in_force: "day" };
const LIMIT = { ...SHARE, type: "limit", limit_price: "1.00" };

const malformed = (detail: string) => ({
  status: 400,
  body: { code: 40010000, message: `request body format is invalid: ${detail}` },
});
const field = (message: string) => ({ status: 422, body: { code: 40010001, message } });
const unprocessable = (message: string) => ({ status: 422, body: { code: 42210000, message } });

const ORDERS = [
  ["nothing at all", "", malformed("the text ends too early")],
  ["a cut body", '{"symbol":"SPY"', malformed("the text ends too early")],
  ["a form", "symbol=SPY&qty=1", malformed('unexpected "s" at position 0')],
  ["a list", "[]", malformed("must be a JSON object")],
  ["a key twice", '{"qty":"1","qty":"1000"}', malformed('duplicate key "qty"')],
  ["the token NaN", '{"qty":NaN}', malformed('unexpected "N" at position 7')],
  ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), malformed("not UTF-8")],
  ["qty as an object", { ...SHARE, qty: {} }, malformed("qty has the wrong type")],
  ["legs as a text", { ...SHARE, legs: "x" }, malformed("legs has the wrong type")],
  [
    "the number 1e3",
    JSON.stringify({ ...SHARE, qty: 0 }).replace('"qty":0', '"qty":1e3'),
    field('qty must be a decimal such as "10"'),
  ],
  ["the text 1e3", { ...SHARE, qty: "1e3" }, field('qty must be a decimal such as "10"')],
  ["the text NaN", { ...SHARE, qty: "NaN" }, field('qty must be a decimal such as "10"')],
  ["a negative quantity", { ...SHARE, qty: -1 }, field("qty must be > 0")],
  ["a quantity of zero", { ...SHARE, qty: "0" }, field("qty must be > 0")],
  ["no quantity", { ...SHARE, qty: null }, field("qty or notional is required")],
  ["a side that is none", { ...SHARE, side: "hold" }, field("invalid side")],
  ["a type that is none", { ...SHARE, type: "magic" }, field("invalid order type")],
  [
    "a limit order without its limit",
    { ...SHARE, type: "limit" },
    field("limit orders require a limit price"),
  ],
  [
    "a sub-penny limit",
    { ...LIMIT, limit_price: "12.345" },
    unprocessable(
      "invalid limit_price 12.345. sub-penny increment does not fulfill minimum pricing criteria",
    ),
  ],
  ["an unknown symbol", { ...SHARE, symbol: "NOPE" }, unprocessable('asset "NOPE" not found')],
  [
    "a contract that expired long ago",
    { ...SHARE, symbol: "SPY250117C00600000" },
    unprocessable('asset "SPY250117C00600000" not found'),
  ],
  [
    "a client order id of 129 characters",
    { ...LIMIT, client_order_id: "x".repeat(129) },
    field("client_order_id must be no more than 128 characters"),
  ],
  [
    "a body past 64 KiB",
    `"${"x".repeat(65_536)}"`,
    {
      status: 413,
      body: { code: 41310000, message: "request body is larger than 65536 bytes" },
    },
  ],
] as const;

const PATHS = [
  ["GET", "/v2/nope", 404, { code: 40410000, message: "endpoint not found" }],
  ["GET", "/v2/%00", 404, { code: 40410000, message: "endpoint not found" }],
  ["PUT", "/v2/orders", 405, { code: 40510000, message: "method not allowed: POST, GET, DELETE" }],
  ["GET", "/v2/orders?limit=0", 422, field("limit must be a whole number from 1 to 500").body],
  ["GET", "/v2/orders?status=some", 422, field("invalid status").body],
  [
    "GET",
    "/v2/orders/not-a-uuid",
    404,
    { code: 40410000, message: "order not found for not-a-uuid" },
  ],
  ["GET", "/v2/assets/NOPE", 404, { code: 40410000, message: "asset not found for NOPE" }],
] as const;

let bot: Bot;

test.beforeAll(async () => {
  bot = await createBot("pro");
});

async function orders(): Promise<string> {
  return (await call(bot, "GET", "/v2/orders?status=all&limit=500")).text;
}

function textOf(body: string | object): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string" || body instanceof Uint8Array) {
    return body as string | Uint8Array<ArrayBuffer>;
  }
  return JSON.stringify(body);
}

test("an order sent wrong is refused in exact words and leaves nothing behind", async () => {
  const before = await orders();
  for (const [name, body, answer] of ORDERS) {
    const sent = await call(bot, "POST", "/v2/orders", textOf(body));
    expect.soft({ status: sent.status, body: sent.body }, name).toEqual(answer);
  }
  expect(await orders()).toBe(before);
  expect(await healthStatus()).toBe(200);
});

test("paths, methods and parameters that do not exist are answered as such", async () => {
  for (const [method, path, status, body] of PATHS) {
    const sent = await call(bot, method, path);
    expect
      .soft({ status: sent.status, body: sent.body }, `${method} ${path}`)
      .toEqual({ status, body });
    expect.soft(sent.headers.get("x-request-id"), path).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("without a key everything under /v2 is 401, and the pages' own API too", async () => {
  const program = await fetch(`${BASE_URL}/v2/orders`);
  expect(program.status).toBe(401);
  expect(await program.json()).toEqual({ message: "unauthorized." });
  for (const path of ["/api/desk", "/api/quotes?symbols=SPY", "/api/chain", "/api/bars"]) {
    const page = await fetch(`${BASE_URL}${path}`);
    expect(page.status).toBe(401);
    expect(await page.json()).toEqual({ code: "unauthenticated", message: "Sign in first." });
    expect(page.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("an upgrade anywhere else is refused and its socket closed, however odd its target", async () => {
  const targets = [
    "/nope",
    "//",
    "http://[",
    "/ws/../x",
    "/ws%2f",
    "/stream/",
    "/%00",
    "/v2/orders",
  ];
  for (const target of targets) {
    expect.soft(await upgradeAnswer(target), target).toBe("HTTP/1.1 404 Not Found");
  }
  expect(await healthStatus()).toBe(200);
});
