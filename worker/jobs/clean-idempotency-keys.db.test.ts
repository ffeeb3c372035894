import { expect, test } from "vitest";
import { createDoorWorld, silentLog } from "@/lib/server/testing/door-world";
import { cleanIdempotencyKeys } from "./clean-idempotency-keys";

const world = await createDoorWorld();

test("keys are forgotten two days after their first use, and not before", async () => {
  const { userId, accountId } = await world.openAccount(world.newDoor());
  for (const [name, age] of [
    ["old", "49 hours"],
    ["recent", "47 hours"],
    ["new", "0 hours"],
  ]) {
    await world.admin.query(
      `INSERT INTO idempotency_keys (user_id, account_id, key_hash, request_hash, created_at, locked_until)
       VALUES ($1, $2, $3, '', now() - $4::interval, now())`,
      [userId, accountId, name, age],
    );
  }
  await cleanIdempotencyKeys({ retentionPool: world.pool("raxx_retention"), log: silentLog });
  const { rows } = await world.admin.query(
    "SELECT convert_from(key_hash, 'UTF8') AS name FROM idempotency_keys ORDER BY created_at",
  );
  expect(rows.map(({ name }) => name)).toEqual(["recent", "new"]);
});
