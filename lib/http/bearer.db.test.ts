import { beforeAll, expect, test } from "vitest";
import { signSessionToken } from "@/lib/server/identity/session-token";
import { openSession, revokeSession, SESSION_SECONDS } from "@/lib/server/identity/sessions";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();
const { deps } = world;
let trader: Trader;
beforeAll(async () => {
  trader = await world.newTrader("bearer@raxx.test");
});

async function newSession(secret = deps.env.NEXTAUTH_SECRET) {
  const { userId } = trader;
  const sessionId = await openSession(deps, userId, { userAgent: "Test", ip: "203.0.113.7" });
  const token = await signSessionToken({ userId, sessionId }, { secret, seconds: SESSION_SECONDS });
  return { sessionId, keys: { authorization: `Bearer ${token}` } };
}

test("a session's token acts for its user, in every scope, until it is revoked", async () => {
  const { sessionId, keys } = await newSession();
  expect(await world.send(keys, "GET", "/v2/account")).toMatchObject({
    status: 200,
    body: { id: trader.accountId },
  });
  const order = { symbol: "AAPL", qty: "1", side: "buy", type: "market", time_in_force: "day" };
  expect((await world.send(keys, "POST", "/v2/orders", order)).status).toBe(200);
  await revokeSession(deps, sessionId, trader.userId);
  expect(await world.send(keys, "GET", "/v2/account")).toEqual({
    status: 401,
    body: { code: 40110000, message: "request is not authorized" },
  });
});

test("a token that another secret signed is nobody", async () => {
  const { keys } = await newSession("some-other-secret");
  expect((await world.send(keys, "GET", "/v2/account")).status).toBe(401);
});

test.each(["Bearer", "Bearer  ", "Bearer a b", "Bearer a.b.c", `Bearer ${"x".repeat(3_000)}`])(
  "%j is refused",
  async (authorization) => {
    expect((await world.send({ authorization }, "GET", "/v2/account")).status).toBe(401);
  },
);
