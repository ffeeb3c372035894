/** The strict buckets: exact when many try at once, in Redis, in PostgreSQL without it, and closed without both. */
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { testRedisUrl } from "@/lib/server/testing/database";
import { createDoorWorld, silentLog } from "@/lib/server/testing/door-world";
import { takeAuthAttempt } from "./auth-limit";

const world = await createDoorWorld();
const redis = new Redis(testRedisUrl());
const gone = new Redis({
  port: 1,
  lazyConnect: true,
  maxRetriesPerRequest: 0,
  retryStrategy: () => null,
});
gone.on("error", () => undefined);
afterAll(() => redis.disconnect());

const env = { NEXTAUTH_SECRET: "only-for-tests-only-for-tests" } as Deps["env"];
const well: Parameters<typeof takeAuthAttempt>[0] = {
  ...{ redis, env, log: silentLog },
  webPool: world.pool("raxx_web"),
};
const withoutRedis = { ...well, redis: gone };

async function tally(
  deps: typeof well,
  bucket: "place" | "account" | "guest",
  name: string,
  tries: number,
) {
  const all = await Promise.allSettled(
    Array.from({ length: tries }, () => takeAuthAttempt(deps, bucket, name)),
  );
  const counts: Record<string, number> = {};
  for (const one of all) {
    const kind = one.status === "fulfilled" ? "allowed" : String(one.reason.code);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** A window that does not turn while it is looked at. */
async function earlyInTheMinute(): Promise<void> {
  const second = new Date().getUTCSeconds();
  if (second > 50) await new Promise((resolve) => setTimeout(resolve, (61 - second) * 1_000));
}

test.each([
  ["place", 30],
  ["account", 60],
  ["guest", 6],
] as const)(
  "of 200 tries at once a %s has %i",
  async (bucket, limit) => {
    await earlyInTheMinute();
    expect(await tally(well, bucket, randomUUID(), 200)).toEqual({
      allowed: limit,
      rate_limited: 200 - limit,
    });
  },
  30_000,
);

test.each([
  ["place", 20],
  ["account", 5],
  ["guest", 3],
] as const)(
  "without Redis a %s has %i (reliability.md §3.4)",
  async (bucket, limit) => {
    await earlyInTheMinute();
    const name = randomUUID();
    const first = await tally(withoutRedis, bucket, name, 200);
    expect(first).toEqual({ allowed: limit, rate_limited: 200 - limit });
    expect(await tally(withoutRedis, bucket, name, 10)).toEqual({ rate_limited: 10 });
    expect(await tally(withoutRedis, bucket, randomUUID(), 1)).toEqual({ allowed: 1 });
  },
  30_000,
);

test("the minute before fades out: no double burst at its turn", async () => {
  const bucket = Buffer.from(randomUUID());
  await world.admin.query(
    "INSERT INTO auth_attempts VALUES ($1, date_trunc('minute', now()) - interval '1 minute', 1000)",
    [bucket],
  );
  const { rows } = await well.webPool.query("SELECT take_auth_attempt($1, 1000000) AS ok", [
    bucket,
  ]);
  expect(rows).toEqual([{ ok: true }]);
  const full = await well.webPool.query("SELECT take_auth_attempt($1, 1) AS ok", [bucket]);
  expect(full.rows).toEqual([{ ok: false }]);
});

test("with neither Redis nor PostgreSQL nobody is let in", async () => {
  const dead = { query: () => Promise.reject(new Error("away")) } as never;
  expect(await tally({ ...withoutRedis, webPool: dead }, "place", "x", 3)).toEqual({
    unavailable: 3,
  });
});

test("a whole network of IPv6 is one place; two of IPv4 are two", async () => {
  await earlyInTheMinute();
  const net = `2001:db8:${Math.floor(Math.random() * 65_535).toString(16)}:1`;
  const tries = Array.from({ length: 9 }, (_, n) => takeAuthAttempt(well, "guest", `${net}::${n}`));
  const done = await Promise.allSettled(tries);
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
  expect(await tally(well, "guest", `${net.slice(0, -1)}2::1`, 1)).toEqual({ allowed: 1 });
});

test("the table names nobody", async () => {
  const name = `pat-${randomUUID()}@example.com`;
  await takeAuthAttempt(withoutRedis, "account", name);
  const { rows } = await world.admin.query(
    "SELECT encode(bucket, 'escape') AS text FROM auth_attempts",
  );
  expect(rows.some(({ text }) => text.includes("pat-"))).toBe(false);
  const keys = await redis.keys("raxx:limit:auth:*");
  expect(keys.some((key) => key.includes("pat-"))).toBe(false);
});
