/** Who is kept up when more is watched than the data plan carries (decisions 12). */
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { testRedisUrl } from "@/lib/server/testing/database";
import { WATCH_KEY } from "@/lib/wire/market-bus";
import { wantedSymbols } from "./interest";

/** A database of its own: hubs of other tests watch by the same key. */
const redis = new Redis(testRedisUrl(), { db: 12 });
const NOW_MS = Date.UTC(2026, 10, 20, 15);
const clock = { nowMs: () => NOW_MS };
const BUDGET = 1_000;

afterAll(async () => {
  await redis.flushdb();
  await redis.quit();
});

test("orders, then what was asked for last; what ran out is forgotten", async () => {
  await redis.zadd(WATCH_KEY, NOW_MS - 1, "OUT");
  for (let n = 1; n <= BUDGET; n += 1) await redis.zadd(WATCH_KEY, NOW_MS + n, `S${n}`);
  const orders = { watchedSymbols: () => ["ORDERED"] };
  const wanted = await wantedSymbols({ redis, clock }, ["SPY"], orders, () => true);
  expect(wanted.size).toBe(1 + BUDGET);
  expect([...wanted].slice(0, 3)).toEqual(["SPY", "ORDERED", `S${BUDGET}`]);
  expect(wanted.has("S2")).toBe(true);
  expect(wanted.has("S1")).toBe(false);
  expect(await redis.zscore(WATCH_KEY, "OUT")).toBeNull();
});
