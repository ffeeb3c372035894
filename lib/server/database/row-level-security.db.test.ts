import { describe, expect, test } from "vitest";
import { uuidv7 } from "../ids";
import { createDoorWorld, order, submit } from "../testing/door-world";
import { simpleDraft } from "../testing/drafts";
import { rowsOf } from "../testing/owned-rows";
import {
  ACCOUNT_TABLES,
  NOT_USER_OWNED,
  OWNED_TABLES,
  type OwnedTable,
  ofUser,
  USER_TABLES,
} from "../testing/owned-tables";
import { insertOf, runAs, seededUsers, seedRows } from "../testing/seeded-users";

const world = await createDoorWorld();
const door = world.newDoor();
const web = world.pool("raxx_web");
const [alice, bob] = await seededUsers(world, door);

function insertAs(userId: string | null, table: string, row: Record<string, unknown>) {
  const { text, values } = insertOf(table, row);
  return runAs(web, userId, text, values);
}

async function rowCount(userId: string | null, table: string, where = "true", values?: unknown[]) {
  const { rows } = await runAs(
    web,
    userId,
    `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
    values,
  );
  return rows[0].n as number;
}

async function truth(table: OwnedTable, userId: string): Promise<number> {
  const { rows } = await world.admin.query(
    `SELECT count(*)::int AS n FROM ${table} WHERE ${ofUser(table)}`,
    [userId],
  );
  return rows[0].n;
}

const DENIED = /permission denied/;
const POLICY = /row-level security/;

test("every table of the schema is in a list: whose is a new one?", async () => {
  const { rows } = await world.admin.query<{ name: string; guarded: boolean }>(
    `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS guarded
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  );
  expect(rows.map((row) => row.name).sort()).toEqual([...OWNED_TABLES, ...NOT_USER_OWNED].sort());
  const guarded = rows.filter((row) => row.guarded).map((row) => row.name);
  expect(guarded.sort()).toEqual([...OWNED_TABLES].sort());
});

describe.each(OWNED_TABLES)("%s", (table) => {
  test("shows raxx_web nothing without an identity", async () => {
    expect(await rowCount(null, table)).toBe(0);
  });

  test("shows a user their own rows and no others", async () => {
    const own = await truth(table, alice.userId);
    expect(own).toBeGreaterThan(0);
    expect(await rowCount(alice.userId, table)).toBe(own);
    expect(await rowCount(alice.userId, table, ofUser(table), [bob.userId])).toBe(0);
  });

  test("shows an unknown user nothing", async () => {
    expect(await rowCount(uuidv7(Date.now()), table)).toBe(0);
  });

  test("goes with its user", async () => {
    const gone = await world.openAccount(door);
    const owner = world.pool("raxx_owner");
    await seedRows(world, gone);
    const draft = simpleDraft("AAPL");
    await submit(door, gone, draft);
    await order(door, gone, "match_order", draft.id);
    await owner.query("DELETE FROM users WHERE id = $1", [gone.userId]);
    const where = table === "users" || (USER_TABLES as readonly string[]).includes(table);
    const { rows } = await world.admin.query(
      `SELECT count(*)::int AS n FROM ${table} WHERE ${where ? ofUser(table) : "account_id = $1::uuid"}`,
      [where ? gone.userId : gone.accountId],
    );
    expect(rows[0].n).toBe(0);
    await owner.end();
  });
});

test.each(Object.keys(rowsOf("", "")))(
  "raxx_web inserts into %s for its user only",
  async (table) => {
    const mine = rowsOf(alice.userId, alice.accountId)[table] ?? {};
    expect((await insertAs(alice.userId, table, mine)).rowCount).toBe(1);
    await expect(insertAs(bob.userId, table, mine)).rejects.toThrow(POLICY);
    await expect(insertAs(null, table, mine)).rejects.toThrow(POLICY);
  },
);

test.each([
  ...["api_keys", "watchlists", "idempotency_keys", "oauth_grants", "webhooks"],
  ...["alerts", "journal_notes", "fill_reports"],
])("a row of %s cannot name another's account", async (table) => {
  const row = rowsOf(alice.userId, bob.accountId)[table] ?? {};
  await expect(insertAs(alice.userId, table, row)).rejects.toThrow(POLICY);
});

test("a new user can only be the one the transaction is for", async () => {
  const id = uuidv7(Date.now());
  const row = { id, email: `${id}@example.test` };
  expect((await insertAs(id, "users", row)).rowCount).toBe(1);
  await expect(insertAs(alice.userId, "users", row)).rejects.toThrow(POLICY);
});

test("a change of another's rows touches none", async () => {
  for (const [table, set] of [
    ["sessions", "revoked_at = now()"],
    ["api_keys", "revoked_at = NULL"],
    ["passkeys", "counter = 9"],
    ["watchlists", "name = 'x'"],
  ] as const) {
    const text = `UPDATE ${table} SET ${set} WHERE user_id = $1`;
    expect((await runAs(web, bob.userId, text, [alice.userId])).rowCount).toBe(0);
    expect((await runAs(web, alice.userId, text, [alice.userId])).rowCount).toBe(1);
  }
  await expect(runAs(web, alice.userId, "UPDATE users SET tier = 'pro_plus'")).rejects.toThrow(
    DENIED,
  );
  await expect(runAs(web, alice.userId, "UPDATE sessions SET user_id = id")).rejects.toThrow(
    DENIED,
  );
});

test.each(["mbt_accounts", ...ACCOUNT_TABLES])("raxx_web cannot write %s", async (table) => {
  const column = table === "mbt_accounts" ? "id" : "account_id";
  for (const text of [
    `INSERT INTO ${table} (${column}) VALUES (gen_random_uuid())`,
    `UPDATE ${table} SET ${column} = ${column}`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ]) {
    await expect(runAs(web, alice.userId, text)).rejects.toThrow(DENIED);
  }
});

test("the view of all legs shows a user the legs of their own orders, simple and multi-leg", async () => {
  const ownLegs = `SELECT count(*)::int AS n FROM mbt_legs WHERE account_id = '${alice.accountId}'`;
  const { rows } = await world.admin.query(ownLegs);
  expect(rows[0].n).toBe(1 + 2 + 32);
  expect(await rowCount(alice.userId, "mbt_legs")).toBe(35);
  expect(await rowCount(null, "mbt_legs")).toBe(0);
});

test("only raxx_commit may call the one door's function", async () => {
  const { rows } = await world.admin.query<{ arguments: string }>(
    `SELECT string_agg('NULL::' || format_type(type, NULL), ', ') AS arguments
     FROM pg_proc, unnest(proargtypes::oid[]) AS type WHERE proname = 'mbt_commit'`,
  );
  const text = `SELECT * FROM mbt_commit(${rows[0]?.arguments})`;
  for (const role of ["raxx_web", "raxx_worker", "raxx_retention"] as const) {
    await expect(world.pool(role).query(text)).rejects.toThrow(DENIED);
  }
});

test("raxx_commit deletes nothing and touches no user", async () => {
  const commit = world.pool("raxx_commit");
  for (const table of OWNED_TABLES) {
    await expect(commit.query(`DELETE FROM ${table}`)).rejects.toThrow(DENIED);
  }
  for (const table of ["users", "passkeys", "sessions", "api_keys", "security_events"]) {
    await expect(commit.query(`SELECT 1 FROM ${table}`)).rejects.toThrow(DENIED);
    await expect(commit.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toThrow(DENIED);
    await expect(commit.query(`UPDATE ${table} SET id = id`)).rejects.toThrow(DENIED);
  }
});

test("raxx_worker reads and writes no account", async () => {
  const worker = world.pool("raxx_worker");
  expect((await worker.query("SELECT 1 FROM mbt_events LIMIT 1")).rowCount).toBe(1);
  for (const table of OWNED_TABLES) {
    await expect(worker.query(`DELETE FROM ${table}`)).rejects.toThrow(DENIED);
    await expect(worker.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toThrow(DENIED);
  }
});

test("nobody changes or truncates the events, not even a superuser", async () => {
  const pools = [world.admin, world.pool("raxx_owner"), world.pool("raxx_commit"), web];
  for (const pool of pools) {
    for (const text of ["UPDATE mbt_events SET payload = '{}'", "TRUNCATE mbt_events"]) {
      await expect(runAs(pool, alice.userId, text)).rejects.toThrow(
        /append-only|permission denied/,
      );
    }
  }
  await expect(runAs(world.admin, null, "UPDATE security_events SET kind = ''")).rejects.toThrow(
    /append-only/,
  );
});

test("raxx_retention deletes ended sessions through its function and nothing else", async () => {
  const retention = world.pool("raxx_retention");
  for (const table of OWNED_TABLES) {
    await expect(retention.query(`DELETE FROM ${table}`)).rejects.toThrow(DENIED);
  }
  const before = await truth("sessions", alice.userId);
  const ended = { ...rowsOf(alice.userId, "").sessions, expires_at: "2020-01-01" };
  const { text, values } = insertOf("sessions", ended);
  await world.admin.query(text, values);
  const { rows } = await retention.query(
    "SELECT retention_delete_sessions('2099-01-01', 10) AS gone",
  );
  expect(rows).toEqual([{ gone: 1 }]); // the one that counts stays, whatever the cut-off says
  expect(await truth("sessions", alice.userId)).toBe(before);
  await expect(
    runAs(web, alice.userId, "SELECT retention_delete_sessions(now(), 1)"),
  ).rejects.toThrow(DENIED);
});
