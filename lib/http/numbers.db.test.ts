/**
 * Every number of every request of the program API, as text and where JSON has it as a number: more than
 * five hundred texts that are no decimal are each refused, and nothing of the account changes.
 */
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { handleProgramRequest, ROUTES } from "./table";
import { NO_DECIMAL_TOKENS, NO_DECIMALS } from "./testing/no-decimals";
import { footprint, type Owned, ownEverything } from "./testing/program-objects";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();
let deps = world.deps;
let trader: Trader;
let owned: Owned;
let traders = 0;
beforeEach(async () => {
  traders += 1;
  trader = await world.newTrader(`numbers-${traders}@raxx.test`, { tier: "pro_plus" });
  owned = await ownEverything(world, trader);
  deps = { ...world.deps }; // limits of its own
});

/** A place in a body that the text goes to. */
const HERE = "\u0001here\u0001";
const ORDER = { symbol: "AAPL", qty: "1", side: "buy", type: "limit", time_in_force: "day" };
const PRICED = { ...ORDER, limit_price: "100" };
const CALL = "AAPL261218C00200000";
const MLEG = {
  ...{ qty: "1", type: "limit", limit_price: "1", time_in_force: "day", order_class: "mleg" },
  legs: [
    { symbol: CALL, ratio_qty: HERE, side: "buy", position_intent: "buy_to_open" },
    {
      ...{ symbol: "AAPL261218C00210000", ratio_qty: "1", side: "sell" },
      position_intent: "sell_to_open",
    },
  ],
};
const EXITS = { ...PRICED, order_class: "bracket" };

/** Orders, with the place for each of their numbers. */
const ORDERS: { readonly [field: string]: object } = {
  qty: { ...PRICED, qty: HERE },
  notional: { ...ORDER, type: "market", qty: null, notional: HERE },
  limit_price: { ...ORDER, limit_price: HERE },
  stop_price: { ...ORDER, type: "stop", stop_price: HERE },
  trail_price: { ...ORDER, type: "trailing_stop", trail_price: HERE },
  trail_percent: { ...ORDER, type: "trailing_stop", trail_percent: HERE },
  "take_profit.limit_price": {
    ...EXITS,
    ...{ take_profit: { limit_price: HERE }, stop_loss: { stop_price: "90" } },
  },
  "stop_loss.stop_price": {
    ...EXITS,
    ...{ take_profit: { limit_price: "120" }, stop_loss: { stop_price: HERE } },
  },
  "stop_loss.limit_price": {
    ...EXITS,
    ...{
      take_profit: { limit_price: "120" },
      stop_loss: { stop_price: "90", limit_price: HERE },
    },
  },
  "legs[].ratio_qty": MLEG,
};

interface Field {
  readonly route: string;
  readonly field: string;
  readonly path: (text: string) => string;
  readonly body?: object;
}

const inQuery = (route: string, field: string, path: () => string): Field => ({
  route,
  field,
  path: (text) =>
    `${path()}${path().includes("?") ? "&" : "?"}${field}=${encodeURIComponent(text)}`,
});
const inBody = (route: string, field: string, path: () => string, body: object): Field => ({
  ...{ route, field, body },
  path: () => path(),
});
const account =
  (tail = "") =>
  () =>
    `/v1/accounts/${owned.account}${tail}`;

const BODIES: readonly Field[] = [
  ...Object.entries(ORDERS).flatMap(([field, body]) => [
    inBody("POST /v2/orders", field, () => "/v2/orders", body),
    inBody("POST /v1/orders/preview", field, () => "/v1/orders/preview", body),
  ]),
  ...["qty", "limit_price", "stop_price", "trail"].map((field) =>
    inBody("PATCH /v2/orders/{id}", field, () => `/v2/orders/${owned.order}`, { [field]: HERE }),
  ),
  ...["max_margin_multiplier", "max_options_trading_level"].map((field) =>
    inBody("PATCH /v2/account/configurations", field, () => "/v2/account/configurations", {
      [field]: HERE,
    }),
  ),
  inBody("POST /v1/accounts", "starting_cash", () => "/v1/accounts", {
    ...{ name: "More", starting_cash: HERE },
  }),
  inBody("POST /v1/accounts/{id}/reset", "starting_cash", account("/reset"), {
    ...{ epoch: "1", starting_cash: HERE },
  }),
  inBody("POST /v1/accounts/{id}/reset", "epoch", account("/reset"), { epoch: HERE }),
  inBody("POST /v1/strategies/recognise", "legs[].ratio_qty", () => "/v1/strategies/recognise", {
    legs: [{ symbol: CALL, side: "buy", ratio_qty: HERE }],
  }),
];

/** Numbers in addresses: each that a contract declares as one, and those of a close. */
const DECLARED = ROUTES.flatMap(({ method, pattern, contract }) => {
  const schema = z.toJSONSchema(contract.query ?? z.object({}), {
    ...({ io: "input", unrepresentable: "any" } as const),
  }) as { properties?: Record<string, { type?: string; $ref?: string }> };
  return Object.entries(schema.properties ?? {})
    .filter(([, { type = "", $ref = "" }]) => /number|integer/.test(type) || /Decimal/.test($ref))
    .map(([field]) => ({ route: `${method} ${pattern}`, field }));
});
const QUERIES: readonly Field[] = [
  ...["qty", "percentage"].map((field) =>
    inQuery("DELETE /v2/positions/{symbol}", field, () => "/v2/positions/AAPL"),
  ),
  ...DECLARED.map(({ route, field }) => {
    const pattern = route.split(" ")[1] ?? "";
    const symbols = /stocks\/[a-z]+$|stocks\/[a-z]+\/latest|options\/[a-z]+$/.test(pattern);
    const path = pattern.replace("{type}", "FILL").replace(/\{\w+\}/, "AAPL");
    const asked = symbols ? `${path}?symbols=AAPL&timeframe=1Min` : `${path}?timeframe=1Min`;
    return inQuery(route, field, () => `${asked}`);
  }),
];

async function ask(route: string, path: string, body?: string) {
  const [method = "GET"] = route.split(" ");
  const init = { method, headers: trader.keys, ...(body !== undefined && { body }) };
  const response = await handleProgramRequest(deps, new Request(`http://raxx.test${path}`, init));
  return { status: response?.status ?? 0, text: (await response?.text()) ?? "" };
}

/** The body with a text in its place, and with the bare token where JSON knows it. */
function bodiesOf(body: object, text: string): readonly string[] {
  const json = JSON.stringify(body);
  const place = JSON.stringify(HERE);
  const asText = json.replace(place, () => JSON.stringify(text));
  if (!NO_DECIMAL_TOKENS.includes(text)) return [asText];
  return [asText, json.replace(place, () => text)];
}

test("there are at least five hundred of them, and fields of every kind", () => {
  expect(NO_DECIMALS.length).toBeGreaterThanOrEqual(500);
  expect(BODIES.length + QUERIES.length).toBeGreaterThan(50);
});

const GOOD: { readonly [field: string]: string } = {
  ...{ starting_cash: "25000", stop_price: "200", trail_percent: "2", trail: "2" },
  ...{ "take_profit.limit_price": "220", "stop_loss.stop_price": "90" },
  ...{ "stop_loss.limit_price": "89", "legs[].ratio_qty": "1", epoch: "1" },
  ...{ max_margin_multiplier: "2", max_options_trading_level: "2" },
};

describe.each(BODIES)("$route: $field", ({ route, field, path, body = {} }) => {
  test("takes a decimal", async () => {
    const [json] = bodiesOf(body, GOOD[field] ?? "100");
    const { status, text } = await ask(route, path(""), json);
    // What the engine thinks of the order is another matter.
    expect([text, status === 200 || /4(0310|2210)000/.test(text)]).toEqual([text, true]);
  });

  test("takes nothing else", { timeout: 120_000 }, async () => {
    const before = await footprint(world, trader.userId);
    for (const json of NO_DECIMALS.flatMap((bad) => bodiesOf(body, bad))) {
      const { status, text } = await ask(route, path(""), json);
      expect([json, status >= 400 && status < 429]).toEqual([json, true]);
      expect(text.length).toBeLessThan(400);
    }
    expect(await footprint(world, trader.userId)).toBe(before);
  });
});

describe.each(QUERIES)("$route: $field", ({ route, field, path }) => {
  test("takes a number", async () => {
    const { status, text } = await ask(route, path(field === "percentage" ? "100" : "1"));
    // There is no data account here to ask; and the engine may have its own word.
    expect([text, status === 200 || status >= 500 || /4(0310|2210)000/.test(text)]).toEqual([
      text,
      true,
    ]);
  });

  test("takes nothing that is no number", { timeout: 120_000 }, async () => {
    const before = await footprint(world, trader.userId);
    for (const bad of NO_DECIMALS) {
      const { status } = await ask(route, path(bad));
      expect([bad, status >= 400 && status < 429]).toEqual([bad, true]);
    }
    expect(await footprint(world, trader.userId)).toBe(before);
  });
});
