/** The shared rate limit on a real Redis: exact within a process, soon right across two, alive without. */
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { pino } from "pino";
import { afterAll, expect, test, vi } from "vitest";
import type { Tier } from "@/lib/server/deps";
import { testRedisUrl } from "@/lib/server/testing/database";
import { CALLS_PER_MINUTE, InProcessRateLimiter } from "./rate-limit";
import { SharedRateLimiter } from "./redis-rate-limit";

const redis = new Redis(testRedisUrl());
afterAll(() => redis.disconnect());
const log = pino({ level: "silent" });
const bucket = `test-${randomUUID()}`;
const perMinute = CALLS_PER_MINUTE;
/** Ten seconds into a minute, so that no test runs over its end. */
const minute = { nowMs: () => Math.floor(Date.now() / 60_000) * 60_000 + 10_000 };

/** A process of its own. */
function newProcess(on = redis) {
  const local = new InProcessRateLimiter(minute, perMinute);
  return new SharedRateLimiter({ redis: on, log, local, bucket, perMinute });
}

async function allowed(limiter: SharedRateLimiter, user: string, tier: Tier, calls: number) {
  const all = await Promise.all(Array.from({ length: calls }, () => limiter.take(user, tier)));
  return all.filter((one) => one.allowed).length;
}

test.each([
  ["free", 60],
  ["pro", 600],
  ["pro_plus", 3_000],
] as const)("%s is let through %i times a minute, by 200 callers at once", async (tier, limit) => {
  const limiter = newProcess();
  const user = randomUUID();
  let through = 0;
  for (let round = 0; round < limit / 200 + 2; round += 1) {
    through += await allowed(limiter, user, tier, 200);
  }
  expect(through).toBe(limit);
});

test("what one process let through the other knows after they shared", async () => {
  const [one, two] = [newProcess(), newProcess()];
  const user = randomUUID();
  expect(await allowed(one, user, "pro", 500)).toBe(500);
  await one.share();
  expect(await allowed(two, user, "pro", 1)).toBe(1);
  await two.share();
  expect(await allowed(two, user, "pro", 200)).toBe(99);
  await two.share();
  await one.take(user, "pro");
  await one.share();
  expect(await allowed(one, user, "pro", 10)).toBe(0);
});

test.each([
  { name: "many calls", calls: 100 },
  { name: "a few, less than a hundredth", calls: 5 },
])("$name become known to the other process by themselves", async ({ calls }) => {
  const [one, two] = [newProcess(), newProcess()];
  const user = randomUUID();
  await allowed(one, user, "pro_plus", calls);
  let own = 0;
  await vi.waitFor(
    async () => {
      await two.share();
      own += 1;
      const { limit, remaining } = await two.take(user, "pro_plus");
      expect(limit - remaining).toBe(calls + own);
    },
    { timeout: 10_000, interval: 100 },
  );
});

test("without Redis a process goes on alone, within the limit", async () => {
  const gone = new Redis({
    port: 1,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  gone.on("error", () => undefined);
  const limiter = newProcess(gone);
  const user = randomUUID();
  expect(await allowed(limiter, user, "free", 100)).toBe(60);
  await limiter.share();
  expect(await allowed(limiter, user, "free", 100)).toBe(0);
  gone.disconnect();
});
