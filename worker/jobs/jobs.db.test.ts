/** The queue hands the day out, and the sweeper freezes what breaks a law. */
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { testRedisUrl } from "@/lib/server/testing/database";
import { createDoorWorld } from "@/lib/server/testing/door-world";
import { DayWorld } from "../testing/day-world";
import { checkLaws } from "./check-laws";
import type { JobDeps } from "./job-deps";
import { startJobs } from "./jobs";

const world = await createDoorWorld();
const door = world.newDoor();
const day = new DayWorld(world, door);
const redis = new Redis(testRedisUrl());
afterAll(() => redis.disconnect());

function newDeps(): JobDeps {
  return {
    ...day.deps,
    ...{
      env: { RAXX_DATA_DIR: "/nowhere", SMTP_URL: undefined },
      redisUrl: testRedisUrl(),
      redis,
      marketClock: day.marketClock,
      speed: 1,
    },
    commitPool: world.pool("raxx_commit"),
    retentionPool: world.pool("raxx_retention"),
  };
}

test("what is due goes through the queue once, and again when the queue has lost it", async () => {
  const account = await world.openAccount(door);
  const key = "sim-real_time-take_snapshot-2026-11-17";
  const jobs = await startJobs(newDeps());
  const [plan] = jobs.loops;
  try {
    await plan?.step();
    expect(await day.statusOf(key)).toBe("none");
    day.goTo("2026-11-17", 16, 20);
    await plan?.step();
    await plan?.step();
    await expect.poll(() => day.statusOf(key), { timeout: 10_000 }).toBe("done");

    await day.forget(key); // nothing of it is left in Redis: its row alone says that it is due
    await plan?.step();
    await expect.poll(() => day.statusOf(key), { timeout: 10_000 }).toBe("done");
  } finally {
    await jobs.stop();
  }
  const events = await world.events(account.accountId);
  expect(events.filter((type) => type === "snapshot_taken")).toHaveLength(1);
});

test("an account whose books do not agree is frozen and named; the others are left alone", async () => {
  const [broken, well] = [await world.openAccount(door), await world.openAccount(door)];
  await world.admin.query("UPDATE mbt_accounts SET cash_micros = cash_micros + 1 WHERE id = $1", [
    broken.accountId,
  ]);
  await redis.del("raxx:jobs:laws-cursor");
  await checkLaws(newDeps());
  await checkLaws(newDeps());
  const { rows } = await world.admin.query<{ id: string; reason: string }>(
    `SELECT account_id AS id, payload::json ->> 'reason' AS reason FROM mbt_events
     WHERE type = 'account_frozen'`,
  );
  expect(rows).toEqual([
    {
      id: broken.accountId,
      reason: "cash is not the sum of its ledger: 50000000001",
    },
  ]);
  expect(await world.events(well.accountId)).toEqual(["account_opened"]);
});
