/** What is told, where and how often: fills off the log, prices off the feed of the user's tier. */
import { expect, test } from "vitest";
import type { Caller, Deps } from "@/lib/server/deps";
import { chooseNotice } from "@/lib/server/notices/notice-choices";
import { createAlert, listAlerts } from "@/lib/server/notices/own-alerts";
import { listNotices, readNotices } from "@/lib/server/notices/own-notices";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
} from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { createWebhook } from "@/lib/server/webhooks/own-webhooks";
import { FillLimit } from "./notice-of";
import { readLog } from "./read-log";
import { PriceWatch } from "./watch-prices";

const world = await createDoorWorld();
const door = world.newDoor();
const webPool = world.pool("raxx_web");
const worker = world.pool("raxx_worker");
const clock = { nowMs: () => Date.now() };
const AAPL = { kind: "equity", symbol: "AAPL", marginable: true } as const;
const deps = {
  ...{ webPool, clock, market: world.market },
  redis: { zadd: async () => 0, publish: async () => 0 },
  catalog: { findInstruments: async (all: string[]) => new Map(all.flatMap(known)) },
} as unknown as Deps;

function known(symbol: string): [string, typeof AAPL][] {
  return symbol === "AAPL" ? [[symbol, AAPL]] : [];
}

const callerOf = (account: OpenedAccount, tier: Caller["tier"] = "pro"): Caller => ({
  ...account,
  tier,
});

async function fill(account: OpenedAccount): Promise<void> {
  const draft = simpleDraft("AAPL");
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
}

/** Each look of the loop is another process: none of them remembers anything. */
const look = () => readLog(worker, clock, new FillLimit());

test("a fill is told once, however many look, and in order", async () => {
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  const account = await world.openAccount(door);
  await fill(account);
  await Promise.all([look(), look(), look()]);
  await fill(account);
  await look();
  const { unread, notices } = await listNotices(deps, callerOf(account));
  expect(unread).toBe(2);
  expect(notices.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    "fill: Bought 1 × AAPL at 100.01",
    "fill: Bought 1 × AAPL at 100.01",
  ]);
  expect(notices.every(({ fillId }) => fillId !== null)).toBe(true);

  await readNotices(deps, callerOf(account), notices.at(-1)?.id ?? "");
  expect((await listNotices(deps, callerOf(account))).unread).toBe(1);
});

test("a kind goes where its user wants it: not in the app, but over the webhook that asks for it", async () => {
  const account = await world.openAccount(door);
  const caller = callerOf(account);
  await chooseNotice(deps, caller, {
    ...{ kind: "fill", inApp: false, webhook: true, email: false },
  });
  const hook = await createWebhook(deps, caller, { url: "https://x.test/", events: ["notices"] });
  await createWebhook(deps, caller, { url: "https://y.test/", events: ["trade_updates"] });
  await fill(account);
  expect((await look()).deliveries).toHaveLength(1);
  expect(await listNotices(deps, caller)).toEqual({ unread: 0, notices: [] });
  const { rows } = await world.admin.query(
    "SELECT webhook_id, kind, payload FROM webhook_deliveries WHERE user_id = $1",
    [account.userId],
  );
  expect(rows).toMatchObject([{ webhook_id: hook.id, kind: "notices" }]);
  expect(JSON.parse(rows[0].payload)).toMatchObject({
    ...{ type: "notices", account_id: account.accountId, simulated: true },
    data: { kind: "fill", text: "Bought 1 × AAPL at 100.01" },
  });
});

test("after twenty fills of a minute the others are one notice", async () => {
  const account = await world.openAccount(door, { cash: "100000" });
  for (let count = 0; count < 24; count += 1) await fill(account);
  const limit = new FillLimit();
  await readLog(worker, clock, limit);
  const { notices } = await listNotices(deps, callerOf(account));
  expect(notices).toHaveLength(21);
  expect(notices.filter(({ text }) => text.startsWith("More fills"))).toHaveLength(1);
});

test("a price is told once, on the feed of the user's tier", async () => {
  world.market.quote("real_time", "AAPL", { bid: "99.00", ask: "101.00" });
  world.market.quote("delayed", "AAPL", { bid: "99.00", ask: "101.00" });
  const [pro, free] = [
    callerOf(await world.openAccount(door)),
    callerOf(await world.openAccount(door, { tier: "free" }), "free"),
  ];
  for (const caller of [pro, free]) {
    await createAlert(deps, caller, { symbol: "AAPL", direction: "rises_to", price: "100.50" });
  }
  const prices = new PriceWatch(deps, worker);
  const texts = async (caller: Caller) =>
    (await listNotices(deps, caller)).notices.map(({ text }) => text);

  await prices.look();
  expect(await texts(pro)).toEqual([]);
  world.market.quote("real_time", "AAPL", { bid: "100.40", ask: "100.80" });
  await Promise.all([prices.look(), new PriceWatch(deps, worker).look()]);
  expect(await texts(pro)).toEqual(["AAPL rose to 100.50; it is at 100.60."]);
  expect(await texts(free)).toEqual([]);

  world.market.quote("real_time", "AAPL", { bid: "99.00", ask: "99.10" });
  world.market.quote("delayed", "AAPL", { bid: "100.50", ask: "100.50" });
  await prices.look();
  await prices.look();
  expect(await texts(pro)).toHaveLength(1);
  expect(await texts(free)).toEqual(["AAPL rose to 100.50; it is at 100.50."]);
  expect((await listAlerts(deps, free)).alerts).toMatchObject([{ firedPrice: "100.5" }]);
});

test("a feed that is dead fires nothing", async () => {
  world.market.quote("real_time", "AAPL", { bid: "100.00", ask: "100.00" });
  const caller = callerOf(await world.openAccount(door));
  await createAlert(deps, caller, { symbol: "AAPL", direction: "falls_to", price: "98" });
  world.market.quote("real_time", "AAPL", { bid: "90.00", ask: "90.00" });
  world.market.feedAlive = false;
  await new PriceWatch(deps, worker).look();
  world.market.feedAlive = true;
  expect((await listNotices(deps, caller)).notices).toEqual([]);
});

test.each([
  [{ price: "x" }, 'The price must be a number such as "612.50".'],
  [{ price: "-1" }, 'The price must be a number such as "612.50".'],
  [{ price: "0" }, 'The price must be a number such as "612.50".'],
  [{ symbol: "NOPE" }, "NOPE is not listed here."],
  [{ price: "85" }, "AAPL is at or above that already, at 90.00: choose another price."],
])("%o is refused and stores nothing", async (wish, sentence) => {
  world.market.quote("real_time", "AAPL", { bid: "90.00", ask: "90.00" });
  const caller = callerOf(await world.openAccount(door));
  const form = { symbol: "AAPL", direction: "rises_to", price: "95", ...wish } as const;
  await expect(createAlert(deps, caller, form)).rejects.toThrow(sentence);
  expect((await listAlerts(deps, caller)).alerts).toEqual([]);
});

test("a plan has room for so many that wait", async () => {
  const caller = callerOf(await world.openAccount(door, { tier: "free" }), "free");
  const wait = () =>
    createAlert(deps, caller, { symbol: "AAPL", direction: "rises_to", price: "500" });
  for (let count = 0; count < 20; count += 1) await wait();
  await expect(wait()).rejects.toThrow(
    "Your plan has room for 20 alerts that wait; remove one first.",
  );
});
