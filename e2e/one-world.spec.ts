/** One world per user: a Free user lives 15 minutes ago in everything, and nothing moves them (decisions 10, 20). */
import { expect, test } from "playwright/test";
import { type Bot, call, createBot, sdkOf } from "./pages/bot";
import { openRaxxSocket, type SocketQuote, WireSocket } from "./pages/wire-socket";

const DELAY_MS = 15 * 60_000;
/** Two requests cannot be made at one instant; this is far more than lies between them. */
const BETWEEN_MS = 5_000;

let free: Bot;
let pro: Bot;

test.beforeAll(async () => {
  [free, pro] = await Promise.all([createBot("free"), createBot("pro")]);
});

async function clockOf(bot: Bot): Promise<number> {
  return (await sdkOf(bot).trading.clock.legacyClock()).timestamp?.getTime() ?? 0;
}

/** Asserts that an instant is 15 minutes before another, measured just after it. */
function expectDelayed(delayedMs: number, realMs: number): void {
  expect(realMs - delayedMs).toBeGreaterThanOrEqual(DELAY_MS);
  expect(realMs - delayedMs).toBeLessThan(DELAY_MS + BETWEEN_MS);
}

test("/v2/clock of a Free user is 15 minutes behind that of a Pro user", async () => {
  const delayed = await clockOf(free);
  expectDelayed(delayed, await clockOf(pro));
});

test("quotes flow to both, the Free user's from 15 minutes ago and never newer", async () => {
  const sockets = await Promise.all([openRaxxSocket(free), openRaxxSocket(pro)]);
  const [delayed, real] = await Promise.all(
    sockets.map(async (wire) => {
      wire.say({ action: "quotes", symbols: ["SPY", "QQQ", "AAPL"] });
      const messages: { clock: { marketAtMs: number }; quotes: SocketQuote[] }[] = [];
      for (let heard = 0; messages.length < 5; heard = wire.frames.length) {
        await wire.until(({ type }) => type === "quotes", heard);
        messages.length = 0;
        messages.push(
          ...wire.frames.map(({ json }) => json).filter(({ type }) => type === "quotes"),
        );
      }
      wire.close();
      return messages;
    }),
  );
  for (const messages of [delayed, real]) {
    for (const { clock, quotes } of messages ?? []) {
      for (const { atMs } of quotes) expect(atMs).toBeLessThanOrEqual(clock.marketAtMs);
    }
  }
  const last = (of: typeof delayed) => of?.at(-1)?.clock.marketAtMs ?? 0;
  expect(Math.abs(last(real) - last(delayed) - DELAY_MS)).toBeLessThan(BETWEEN_MS);
  const newest = Math.max(...(delayed ?? []).flatMap(({ quotes }) => quotes.map((q) => q.atMs)));
  expect(last(real) - newest).toBeGreaterThanOrEqual(DELAY_MS - BETWEEN_MS);
});

test("a Free user's fill was decided on a quote of the delayed world", async () => {
  const wire = await openRaxxSocket(free);
  wire.say({ action: "account", accountId: free.accountId });
  await sdkOf(free).trading.orders.market({ symbol: "AAPL", qty: 1, side: "buy" });
  const { desk } = await wire.until(({ type, desk }) => type === "desk" && desk.fills.length > 0);
  const realMs = await clockOf(pro);
  const [fill] = desk.fills;
  expectDelayed(fill.atMs, realMs);
  expect(fill.legs).toHaveLength(1);
  expect(realMs - fill.legs[0].quoteAtMs).toBeGreaterThanOrEqual(DELAY_MS);
  expect(desk.clock.label).toMatchObject({ feed: "delayed", delaySeconds: 900 });
  wire.close();
});

test("no message, query or header gives a Free user real-time quotes", async () => {
  const wire = await WireSocket.open("/ws?feed=sip&tier=pro_plus", {
    headers: { "x-tier": "pro_plus", "x-data-feed": "real_time" },
  });
  const auth = { action: "auth", key: free.keyId, secret: free.secret };
  const refused = { type: "error", code: 400, message: "invalid syntax" };
  wire.say({ ...auth, tier: "pro_plus" });
  expect(await wire.until(() => true)).toEqual(refused);
  wire.say(auth);
  const ready = await wire.until(({ type }) => type === "ready");
  expect(ready.clock.label.feed).toBe("delayed");
  const asks = [
    { action: "quotes", symbols: ["SPY"], feed: "sip" },
    { action: "quotes", symbols: ["SPY"], label: { feed: "real_time" } },
    { action: "subscribe", quotes: ["SPY"], feed: "real_time" },
    { action: "feed", feed: "real_time" },
  ];
  for (const ask of asks) {
    const heard = wire.frames.length;
    wire.say(ask);
    expect(await wire.until(({ type }) => type === "error", heard)).toEqual(refused);
  }
  wire.say({ action: "auth", key: pro.keyId, secret: pro.secret });
  await wire.until(({ code }) => code === 403);
  wire.say({ action: "account", accountId: pro.accountId });
  await wire.until(({ code }) => code === 404);
  wire.say({ action: "quotes", symbols: ["SPY"] });
  const { clock, quotes } = await wire.until(({ type }) => type === "quotes");
  const realMs = await clockOf(pro);
  expectDelayed(clock.marketAtMs, realMs);
  for (const { atMs } of quotes) expect(realMs - atMs).toBeGreaterThanOrEqual(DELAY_MS);
  wire.close();

  for (const path of ["/v2/account?feed=sip", "/v2/positions?feed=real_time"]) {
    expect((await call(free, "GET", path)).headers.get("x-data-feed")).toBe("delayed");
    expect((await call(pro, "GET", path)).headers.get("x-data-feed")).toBe("real_time");
  }
});

test("the clock comes every 5 s however quiet the market is", async () => {
  const wire = await openRaxxSocket(pro);
  const first = await wire.until(({ type }) => type === "clock");
  expect(first.clock.label.feed).toBe("real_time");
  wire.close();
});
