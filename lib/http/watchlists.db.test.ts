/** Watchlists from making to ending, by id and by name, and nobody else's (alpaca-wire.md §1.12). */
import { beforeAll, expect, test } from "vitest";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();

let mine: Trader;
let theirs: Trader;

beforeAll(async () => {
  mine = await world.newTrader("lists@raxx.test");
  theirs = await world.newTrader("other-lists@raxx.test");
});

const send = (method: string, path: string, body?: object, { keys } = mine) =>
  world.send(keys, method, path, body);
const symbolsOf = (body: { assets: { symbol: string }[] }) =>
  body.assets.map(({ symbol }) => symbol);
const make = async (name: string, symbols?: readonly (string | null)[]) =>
  (await send("POST", "/v2/watchlists", { name, symbols })).body;

test("made, read, filled, emptied, renamed and ended", async () => {
  const made = await make("Tech", [null]);
  expect(made).toMatchObject({ name: "Tech", account_id: mine.accountId, assets: [] });
  const path = `/v2/watchlists/${made.id}`;

  expect(symbolsOf((await send("POST", path, { symbol: "AAPL" })).body)).toEqual(["AAPL"]);
  expect(symbolsOf((await send("POST", path, { symbol: "AAPL" })).body)).toEqual(["AAPL"]);
  expect((await send("GET", path)).body).toMatchObject({ assets: [{ symbol: "AAPL" }] });
  expect(symbolsOf((await send("DELETE", `${path}/AAPL`)).body)).toEqual([]);
  expect((await send("DELETE", `${path}/AAPL`)).status).toBe(404);

  const renamed = await send("PUT", path, { name: "Big tech", symbols: ["AAPL"] });
  expect(renamed.body).toMatchObject({ id: made.id, name: "Big tech" });
  expect(symbolsOf(renamed.body)).toEqual(["AAPL"]);
  expect((await send("GET", "/v2/watchlists")).body).toEqual([
    expect.not.objectContaining({ assets: expect.anything() }),
  ]);
  expect(await send("DELETE", path)).toMatchObject({ status: 204, body: null });
  expect((await send("GET", path)).status).toBe(404);
});

test("the same by name", async () => {
  await make("By name");
  const path = "/v2/watchlists:by_name?name=By%20name";
  expect(symbolsOf((await send("POST", path, { symbol: "AAPL" })).body)).toEqual(["AAPL"]);
  expect((await send("PUT", path, { symbols: [] })).body).toMatchObject({ assets: [] });
  expect((await send("GET", path)).body).toMatchObject({ name: "By name" });
  expect((await send("DELETE", path)).status).toBe(204);
  expect((await send("DELETE", path)).status).toBe(404);
});

test("a name is unique in its account, and only there", async () => {
  await make("Once");
  const other = await make("Other");
  const taken = { code: 40010001, message: "watchlist name must be unique" };
  expect(await send("POST", "/v2/watchlists", { name: "Once" })).toMatchObject({
    ...{ status: 422, body: taken },
  });
  expect(await send("PUT", `/v2/watchlists/${other.id}`, { name: "Once" })).toMatchObject({
    ...{ status: 422, body: taken },
  });
  expect((await send("POST", "/v2/watchlists", { name: "Once" }, theirs)).status).toBe(200);
});

test("another's list reads as one that does not exist", async () => {
  const { id } = await make("Private");
  for (const [method, body] of [
    ["GET", undefined],
    ["PUT", { name: "Mine now" }],
    ["POST", { symbol: "AAPL" }],
    ["DELETE", undefined],
  ] as const) {
    expect((await send(method, `/v2/watchlists/${id}`, body, theirs)).status).toBe(404);
  }
  expect((await send("GET", `/v2/watchlists/${id}`)).body).toMatchObject({ name: "Private" });
});

test.each([
  [{}, 422, "invalid name"],
  [{ name: "" }, 422, "invalid name"],
  [{ name: "x".repeat(65) }, 422, "invalid name"],
  [{ name: "zero \u0000" }, 422, "invalid name"],
  [{ name: "A", symbols: "AAPL" }, 422, "invalid symbols"],
  [{ name: "A", symbols: ["NOPE"] }, 422, 'asset "NOPE" not found'],
])("%j is refused: %i %s", async (body, status, message) => {
  expect(await send("POST", "/v2/watchlists", body)).toMatchObject({ status, body: { message } });
});

test("a key that may only read changes none", async () => {
  const reader = await world.newTrader("reader@raxx.test", { scopes: ["read"] });
  expect((await send("GET", "/v2/watchlists", undefined, reader)).status).toBe(200);
  expect((await send("POST", "/v2/watchlists", { name: "A" }, reader)).status).toBe(403);
});
