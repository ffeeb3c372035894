/** PATCH /v2/account/configurations reaches the engine: the next order is decided under it. */
import { describe, expect, test } from "vitest";
import { fakeDeps } from "./testing/fake-deps";
import { send } from "./testing/send";

const PATH = "/v2/account/configurations";
const patch = (body: unknown) => ({ method: "PATCH", body: JSON.stringify(body) });
const buy = { symbol: "AAPL", qty: "1", side: "buy", type: "market", time_in_force: "day" };

test("a change is partial, answers the whole object and stays", async () => {
  const fake = fakeDeps();
  const before = await send(fake, PATH);
  const after = await send(fake, PATH, patch({ max_options_trading_level: 2, unknown: 1 }));
  expect(after).toMatchObject({ status: 200 });
  expect(after.body).toEqual({ ...(before.body as object), max_options_trading_level: 2 });
  expect((await send(fake, PATH)).body).toEqual(after.body);
  expect((await send(fake, "/v2/account")).body).toMatchObject({ options_trading_level: 2 });
});

test("suspended trading refuses the next order and lets the one after it through", async () => {
  const fake = fakeDeps();
  const order = () => send(fake, "/v2/orders", { method: "POST", body: JSON.stringify(buy) });
  await send(fake, PATH, patch({ suspend_trade: true }));
  expect(await order()).toMatchObject({
    status: 403,
    body: { code: 40310000, message: "new orders are rejected by user request" },
  });
  await send(fake, PATH, patch({ suspend_trade: false }));
  expect((await order()).status).toBe(200);
});

test("a multiplier of 1 halves buying power; numbers and their text mean the same", async () => {
  const fake = fakeDeps();
  for (const asked of [1, "1"]) {
    await send(fake, PATH, patch({ max_margin_multiplier: 2 }));
    await send(fake, PATH, patch({ max_margin_multiplier: asked }));
    expect((await send(fake, "/v2/account")).body).toMatchObject({
      multiplier: "1",
      buying_power: "100000",
    });
  }
});

describe("what makes no sense changes nothing", () => {
  test.each([
    { body: { max_margin_multiplier: "3" }, status: 422, says: "invalid max_margin_multiplier" },
    {
      body: { max_options_trading_level: 4 },
      status: 422,
      says: "invalid max_options_trading_level",
    },
    { body: { suspend_trade: "yes" }, status: 422, says: "invalid suspend_trade" },
    {
      body: { trade_confirm_email: "some", no_shorting: true },
      status: 422,
      says: "invalid trade_confirm_email",
    },
    { body: [], status: 400, says: "request body format is invalid: must be a JSON object" },
  ])("$says", async ({ body, status, says }) => {
    const fake = fakeDeps();
    expect(await send(fake, PATH, patch(body))).toMatchObject({ status, body: { message: says } });
    expect(fake.states).toHaveLength(1);
  });
});
