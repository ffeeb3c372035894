import { expect, test } from "vitest";
import { present } from "@/lib/engine/assert";
import { AppError } from "../errors";
import { createDoorWorld, type OpenedAccount, order, submit, tally } from "../testing/door-world";
import { simpleDraft } from "../testing/drafts";

const world = await createDoorWorld();
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });

async function openMany(count: number): Promise<readonly OpenedAccount[]> {
  const door = world.newDoor();
  return Promise.all(Array.from({ length: count }, () => world.openAccount(door)));
}

/** Ends every connection of the doors, as a failover would. */
async function endBackends(): Promise<void> {
  await world.admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'raxx_commit' AND datname = current_database()",
  );
}

test("a write that breaks a constraint freezes its account and harms nobody else in its batch", async () => {
  const accounts = await openMany(7);
  const poisoned = present(accounts[3], "there are seven");
  // A row no event explains takes the number of this account's next order.
  await world.admin.query(
    `ALTER TABLE mbt_orders ADD CONSTRAINT poison CHECK (account_id <> '${poisoned.accountId}')`,
  );
  const door = world.newDoor();
  const asked = accounts.map((account) => submit(door, account, simpleDraft("AAPL")));
  expect(await tally(asked)).toEqual({ done: 6, unavailable: 1 });
  await expect
    .poll(() => world.events(poisoned.accountId))
    .toEqual(["account_opened", "account_frozen"]);
  await world.admin.query("ALTER TABLE mbt_orders DROP CONSTRAINT poison");

  expect(await submit(world.newDoor(), poisoned, simpleDraft("AAPL"))).toMatchObject({
    kind: "refused",
    rejection: { code: "account_frozen", reason: "a write broke poison" },
  });
  expect(await world.violations()).toEqual([]);
});

test("an account whose decision throws fails alone, and at once", async () => {
  const [broken, ...others] = await openMany(4);
  world.market.faulty.add("BOOM");
  const door = world.newDoor();
  const asked = [
    submit(door, present(broken, "there are four"), simpleDraft("BOOM")),
    ...others.map((account) => submit(door, account, simpleDraft("AAPL"))),
  ];
  expect(await tally(asked)).toEqual({ "Error: no quote of BOOM": 1, done: 3 });
});

test("an account that cannot be read fails alone, and at once", async () => {
  const [broken, ...others] = await openMany(4);
  const { accountId } = present(broken, "there are four");
  await world.admin.query("INSERT INTO mbt_checkpoints VALUES ($1, 1, 'not a state')", [accountId]);
  const door = world.newDoor();
  const asked = [broken, ...others].map((account) =>
    submit(door, present(account, "there are four"), simpleDraft("AAPL")),
  );
  expect(await tally(asked)).toEqual({
    [`Error: account ${accountId} cannot be read`]: 1,
    done: 3,
  });
  await expect(door.read(accountId)).rejects.toThrow("cannot be read");
  await world.admin.query("DELETE FROM mbt_checkpoints WHERE account_id = $1", [accountId]);
});

test("an account that was erased meanwhile is one that was never opened", async () => {
  const [account] = await openMany(1);
  const erased = present(account, "there is one");
  const door = world.newDoor();
  await submit(door, erased, simpleDraft("AAPL"));
  await world.admin.query("DELETE FROM users WHERE id = $1", [erased.userId]);
  expect(await submit(door, erased, simpleDraft("AAPL"))).toMatchObject({
    kind: "refused",
    rejection: { code: "account_not_open" },
  });
  expect(await door.read(erased.accountId)).toBeNull();
});

test("a commit whose answer was lost is found again, not made twice and not refused", async () => {
  const [account] = await openMany(1);
  const pool = world.pool("raxx_commit");
  const door = world.newDoor(pool);
  const query = pool.query.bind(pool) as (...args: readonly unknown[]) => Promise<unknown>;
  let losses = 1;
  // The statement commits, then the connection breaks before its answer is read.
  pool.query = (async (...args: readonly [{ name?: string }]) => {
    const result = await query(...args);
    if (args[0].name === "mbt_commit" && losses > 0) {
      losses -= 1;
      throw new Error("Connection terminated unexpectedly");
    }
    return result;
  }) as typeof pool.query;

  const draft = simpleDraft("AAPL", { limit: "90.00" });
  const answer = await submit(door, present(account, "there is one"), draft);
  expect(answer).toEqual({ kind: "duplicate", orderId: draft.id });
  const fill = simpleDraft("AAPL");
  await submit(door, present(account, "there is one"), fill);
  losses = 1;
  await order(door, present(account, "there is one"), "match_order", fill.id);
  expect(await world.count("mbt_fills", present(account, "there is one").accountId)).toBe(1);
  expect(await world.violations()).toEqual([]);
});

test("connections that end in the middle of batches lose nothing and double nothing", async () => {
  const accounts = await openMany(5);
  const doors = [world.newDoor(), world.newDoor()];
  const acknowledged = new Map<string, string>();
  const failures: unknown[] = [];
  let stopped = false;
  const trade = async (account: OpenedAccount, index: number) => {
    while (!stopped) {
      const door = present(doors[index % 2], "there are two doors");
      const draft = simpleDraft("AAPL", { limit: index % 3 === 0 ? "90.00" : "101.00" });
      try {
        const answer = await submit(door, account, draft);
        if (answer.kind !== "refused") acknowledged.set(draft.id, account.accountId);
        await order(door, account, "match_order", draft.id);
        await order(door, account, "cancel_order", draft.id);
      } catch (error) {
        failures.push(error);
      }
      world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
    }
  };
  const traders = [...accounts, ...accounts].map(trade);
  for (let round = 0; round < 15; round += 1) {
    // Only once there is new work, so that each end meets batches and not a backoff.
    await expect.poll(() => acknowledged.size, { interval: 2 }).toBeGreaterThan(4 * round);
    await endBackends();
  }
  stopped = true;
  await Promise.all(traders);

  expect(failures.filter((error) => !(error instanceof AppError))).toEqual([]);
  const { rows } = await world.admin.query<{ id: string; account_id: string }>(
    "SELECT id, account_id FROM mbt_orders WHERE id = ANY ($1::uuid[])",
    [[...acknowledged.keys()]],
  );
  expect(new Map(rows.map((row) => [row.id, row.account_id]))).toEqual(acknowledged);
  expect(await world.violations()).toEqual([]);
});
