/** `kill -9` at random moments (reliability.md V1); RAXX_CHAOS_SEED repeats a run, as far as time allows. */
import { expect, test } from "vitest";
import { createDoorWorld, type DoorWorld } from "@/lib/server/testing/door-world";
import { KillLoop } from "../testing/kill-loop";

const KILLS = Number(process.env.RAXX_CHAOS_KILLS ?? 25);
const SEED = Number(process.env.RAXX_CHAOS_SEED ?? Date.now() % 1_000_000);

async function openAccounts(world: DoorWorld): Promise<readonly string[]> {
  const door = world.newDoor();
  const accounts = await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      world.openAccount(door, { cash: "200000", kind: index === 0 ? "cash" : "margin" }),
    ),
  );
  return accounts.map((account) => account.accountId);
}

const world = await createDoorWorld();
const mutant = await createDoorWorld();

test(`${KILLS} kills lose and double nothing`, { timeout: 60_000 + KILLS * 10_000 }, async () => {
  const loop = new KillLoop(world, await openAccounts(world), SEED);
  const report = await loop.run(KILLS, { untilViolation: true });
  const { acknowledged, fills, windows } = report;
  process.stdout.write(
    `chaos: seed ${SEED}, ${KILLS} kills, ${acknowledged} orders acknowledged, `,
  );
  process.stdout.write(`${fills} fills; traders killed idle / before / after a commit: `);
  process.stdout.write(`${windows.idle} / ${windows.beforeCommit} / ${windows.afterCommit}\n`);
  expect(report.violations, `seed ${SEED}`).toEqual([]);
  expect(acknowledged).toBeGreaterThan(KILLS * 5);
  expect(fills).toBeGreaterThan(KILLS);
});

test("the same loop finds a door without its version guard", { timeout: 60_000 }, async () => {
  const accountIds = await openAccounts(mutant);
  await dropVersionGuard(mutant);
  const report = await new KillLoop(mutant, accountIds, SEED).run(10, { untilViolation: true });
  expect(report.violations.length, `seed ${SEED}`).toBeGreaterThan(0);
});

async function dropVersionGuard({ admin }: DoorWorld): Promise<void> {
  const { rows } = await admin.query<{ source: string }>(
    "SELECT pg_get_functiondef('mbt_commit'::regproc) AS source",
  );
  const source = rows[0]?.source ?? "";
  const guard = " AND a.version = w.expected";
  expect(source).toContain(guard);
  await admin.query(source.replace(guard, ""));
  await admin.query("ALTER TABLE mbt_events DROP CONSTRAINT mbt_events_pkey");
}
