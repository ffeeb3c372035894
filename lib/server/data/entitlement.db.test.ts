import pg from "pg";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase, testRedisUrl } from "@/lib/server/testing/database";
import { attestData } from "@/scripts/ops/attest-data";
import { createUser } from "@/scripts/ops/create-user";
import { reportUsage } from "@/scripts/ops/report-usage";
import { switchFeed } from "@/scripts/ops/switch-feed";
import { createDeps, type Deps } from "../deps";
import type { Env } from "../env";
import { feedSwitches } from "../market/feed-switches";
import { attestedAt } from "./attestation";
import { findEntitlement } from "./entitlement";

const { url } = await createTestDatabase();
const log = pino({ level: "silent" });
const env = { DATABASE_URL: url, REDIS_URL: testRedisUrl(), RAXX_ORIGIN: "http://x" } as Env;
const real = createDeps(env, log);
let nowMs = Date.parse("2026-11-20T16:00:00Z");
const deps: Deps = { ...real, clock: { nowMs: () => nowMs } };

afterAll(() => real.close());

async function user(tier: string) {
  const email = `${tier}-${nowMs}@raxx.test`;
  nowMs += 2_000;
  const { output } = await createUser(deps, { email, tier, key: false });
  return { userId: output.userId, email };
}

test("a paid user made by an operator has attested, a free one has not until they do", async () => {
  expect(await attestedAt(deps, (await user("pro")).userId)).not.toBeNull();
  const free = await user("free");
  expect(await attestedAt(deps, free.userId)).toBeNull();
  nowMs += 2_000;
  await attestData(deps, { email: free.email });
  expect(await attestedAt(deps, free.userId)).toBe(nowMs);
});

test("a switch holds for every process within a second or two, and its history stays", async () => {
  const pro = await user("pro");
  const kindOf = async () =>
    (await findEntitlement(deps, pro, "stock", { feed: "real_time" })).kind;
  expect(await kindOf()).toBe("granted");
  const { output } = await switchFeed(true)(deps, { feed: "sip", reason: "licence ended" });
  await expect.poll(kindOf).toBe("switched_off");
  expect(feedSwitches(real.webPool, deps.clock).hides("real_time", "SPY")).toBe(true);
  expect(feedSwitches(real.webPool, deps.clock).hides("delayed", "SPY")).toBe(false);
  expect(output.history).toMatchObject([{ off: true, reason: "licence ended" }]);
  await switchFeed(false)(deps, { feed: "sip", reason: "renewed" });
  await expect.poll(kindOf).toBe("granted");
  const owner = new pg.Client(url);
  await owner.connect();
  await expect(owner.query("DELETE FROM feed_switches")).rejects.toThrow(/append-only/);
  await expect(
    real.webPool.query("INSERT INTO feed_switches (feed, off, reason) VALUES ('sip', true, '')"),
  ).rejects.toThrow(/permission denied/);
  await owner.end();
  await expect(switchFeed(true)(deps, { feed: "iex", reason: "x" })).rejects.toThrow("--feed is");
  await expect(switchFeed(true)(deps, { feed: "sip", reason: " " })).rejects.toThrow();
});

test("the monthly report counts users and days of each feed", async () => {
  nowMs = Date.parse("2026-12-01T16:00:00Z");
  const [one, two] = [await user("pro"), await user("pro")];
  const use = async ({ userId }: { userId: string }, feed: "real_time" | "delayed") => {
    await findEntitlement(deps, { userId }, "option", { feed });
  };
  await use(one, "real_time");
  await use(one, "real_time");
  await use(two, "delayed");
  nowMs += 24 * 60 * 60_000;
  await use(one, "real_time");
  const report = async (month: string) => (await reportUsage(deps, { month })).output.feeds;
  await expect
    .poll(() => report("2026-12"))
    .toEqual([
      { feed: "indicative", users: 1, user_days: 1, non_professionals: 1 },
      { feed: "opra", users: 1, user_days: 2, non_professionals: 1 },
    ]);
  expect(await report("2027-01")).toEqual([]);
  await expect(reportUsage(deps, { month: "2026-13" })).rejects.toThrow("--month");
});
