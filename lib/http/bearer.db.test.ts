import { beforeAll, expect, test } from "vitest";
import { KeyRing } from "@/lib/server/identity/key-ring";
import { revokeSession } from "@/lib/server/identity/session-list";
import { signSessionToken } from "@/lib/server/identity/session-token";
import { openSession } from "@/lib/server/identity/sessions";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();
const { deps } = world;
let trader: Trader;
beforeAll(async () => {
  trader = await world.newTrader("bearer@raxx.test");
});

async function newSession(ring = deps.keyRing, atMs = deps.clock.nowMs()) {
  const from = { userAgent: "Test", ip: "203.0.113.7" };
  const named = await openSession(deps, trader.userId, from);
  const token = await signSessionToken(ring, named, atMs);
  return { sessionId: named.sessionId, keys: { authorization: `Bearer ${token}` } };
}

test("a session's token acts for its user, in every scope, until it is revoked", async () => {
  const { sessionId, keys } = await newSession();
  expect(await world.send(keys, "GET", "/v2/account")).toMatchObject({
    status: 200,
    body: { id: trader.accountId },
  });
  const order = { symbol: "AAPL", qty: "1", side: "buy", type: "market", time_in_force: "day" };
  expect((await world.send(keys, "POST", "/v2/orders", order)).status).toBe(200);
  await revokeSession(deps, trader.userId, sessionId, "signed_out");
  expect(await world.send(keys, "GET", "/v2/account")).toEqual({
    status: 401,
    body: { code: 40110000, message: "request is not authorized" },
  });
});

test("a token that nobody's key signed is nobody", async () => {
  const rows: object[] = [];
  const elsewhere = {
    query: async (_: string, values?: readonly unknown[]) => {
      if (values === undefined) return { rows };
      const [kid, public_key, sealed_private_key] = values;
      rows.push({ kid, public_key, sealed_private_key, signs: true });
      return { rows: [] };
    },
  } as unknown as typeof deps.webPool;
  const { keys } = await newSession(new KeyRing(elsewhere, "some-other-secret", deps.clock));
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(401);
});

test("a token acts for ten minutes", async () => {
  const { keys } = await newSession(deps.keyRing, deps.clock.nowMs() - 606_000);
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(401);
});

test.each(["Bearer", "Bearer  ", "Bearer a b", "Bearer a.b.c", `Bearer ${"x".repeat(3_000)}`])(
  "%j is refused",
  async (authorization) => {
    expect((await world.send({ authorization }, "GET", "/v2/account")).status).toBe(401);
  },
);
