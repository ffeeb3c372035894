import { beforeAll, expect, test } from "vitest";
import { createProgramWorld, type Trader } from "../testing/program-world";

const world = await createProgramWorld();
let trader: Trader;
let theirs: Trader;
beforeAll(async () => {
  trader = await world.newTrader("webhooks@raxx.test");
  theirs = await world.newTrader("other-webhooks@raxx.test");
});
const send = (method: string, path: string, body?: object, { keys } = trader) =>
  world.send(keys, method, path, body);
const WISH = { url: "https://hooks.example.com/raxx", events: ["trade_updates"] };

test("a webhook is made with its secret, changed, and ended", async () => {
  const made = await send("POST", "/v1/webhooks", WISH);
  expect(made).toMatchObject({
    status: 200,
    body: { ...WISH, secret: expect.stringMatching(/^whsec_[A-Za-z0-9_-]{43}$/) },
  });
  const { secret, ...webhook } = made.body;
  const path = `/v1/webhooks/${webhook.id}`;
  expect(await send("GET", path)).toEqual({ status: 200, body: webhook });
  expect((await send("GET", "/v1/webhooks")).body).toEqual([webhook]);
  const changed = { ...webhook, events: ["activities"] };
  expect((await send("PATCH", path, { events: ["activities"] })).body).toEqual(changed);
  expect((await send("GET", `${path}/deliveries`)).body).toEqual([]);
  expect((await send("DELETE", path)).status).toBe(204);
  expect((await send("GET", "/v1/webhooks")).body).toEqual([]);
  expect((await send("DELETE", path)).status).toBe(404);
});

test("ten are enough", async () => {
  for (let count = 0; count < 10; count += 1) await send("POST", "/v1/webhooks", WISH);
  expect(await send("POST", "/v1/webhooks", WISH)).toEqual({
    status: 409,
    body: { code: 40910000, message: "an account has at most 10 webhooks" },
  });
});

test.each([
  [{}, 400],
  [{ ...WISH, secret: "mine" }, 400],
  [{ ...WISH, events: "trade_updates" }, 400],
  [{ ...WISH, events: [] }, 422],
  [{ ...WISH, events: ["everything"] }, 422],
  [{ ...WISH, url: "http://hooks.example.com/" }, 422],
  [{ ...WISH, url: "https://127.0.0.1/" }, 422],
  [{ ...WISH, url: "https://metadata.google.internal./" }, 422],
])("%j is %i", async (body, status) => {
  expect((await send("POST", "/v1/webhooks", body)).status).toBe(status);
});

test.each([
  ["GET", ""],
  ["PATCH", ""],
  ["DELETE", ""],
  ["GET", "/deliveries"],
])("%s of another's webhook%s, of none and of no id read the same", async (method, rest) => {
  const { body } = await send("POST", "/v1/webhooks", WISH, theirs);
  for (const id of [body.id, "11111111-1111-4111-8111-111111111111", "x"]) {
    const answer = await send(
      method,
      `/v1/webhooks/${id}${rest}`,
      method === "PATCH" ? {} : undefined,
    );
    expect(answer).toEqual({
      status: 404,
      body: { code: 40410000, message: `webhook not found for ${id}` },
    });
  }
});
