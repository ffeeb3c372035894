/** A job that is named wrongly requeues nothing, also not the one beside it. */
import { expect, test } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { createDoorWorld, silentLog } from "@/lib/server/testing/door-world";
import { requeue } from "./requeue";

const world = await createDoorWorld();
const deps = { env: { DATABASE_URL: world.url }, log: silentLog } as Deps;
const key = (kind: string) => `sim-real_time-${kind}-2026-11-17`;
const [failed, done] = [key("take_snapshot"), key("settle_expiry")];
await world.admin.query(
  `INSERT INTO market_jobs (key, market, feed, kind, date, status, due_at, attempts, error) VALUES
    ($1, 'sim', 'real_time', 'take_snapshot', '2026-11-17', 'failed', now(), 5, 'no price'),
    ($2, 'sim', 'real_time', 'settle_expiry', '2026-11-17', 'done', now(), 1, NULL)`,
  [failed, done],
);

async function statuses(): Promise<readonly string[]> {
  const { rows } = await world.admin.query("SELECT status, attempts FROM market_jobs ORDER BY key");
  return rows.map(({ status, attempts }) => `${status} ${attempts}`);
}

test("without a job, or with one that does not exist, nothing is requeued", async () => {
  await expect(requeue(deps, {})).rejects.toThrow("say --job KEY");
  await expect(requeue(deps, { job: [] })).rejects.toThrow("say --job KEY");
  const wrong = key("settle_expry");
  await expect(requeue(deps, { job: [failed, wrong] })).rejects.toThrow(`there is no job ${wrong}`);
  expect(await statuses()).toEqual(["done 1", "failed 5"]);
});

test("what is named is due again", async () => {
  const { output } = await requeue(deps, { job: [failed] });
  expect(output.requeued).toMatchObject([{ key: failed, kind: "take_snapshot" }]);
  expect(await statuses()).toEqual(["done 1", "due 0"]);
});
