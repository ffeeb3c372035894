import type pg from "pg";
import { describe, expect, test } from "vitest";
import { uuidv7 } from "../ids";
import { createDoorWorld, order, submit } from "../testing/door-world";
import { call, simpleDraft, spreadDraft } from "../testing/drafts";
import { APP_ID, jobRowsOf, rowsOf } from "../testing/owned-rows";
import {
  ACCOUNT_TABLES,
  NOT_USER_OWNED,
  OWNED_TABLES,
  type OwnedTable,
  ofUser,
  USER_TABLES,
} from "../testing/owned-tables";

const world = await createDoorWorld();
const door = world.newDoor();
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
const web = world.pool("raxx_web");
await world.admin.query(
  "INSERT INTO oauth_apps (id, client_id, secret_hash, name) VALUES ($1, 'app', '', 'App')",
  [APP_ID],
);
const [alice, bob] = [await seededUser(), await seededUser()];

/** A user with at least one row in every table. */
async function seededUser() {
  const account = await world.openAccount(door, { cash: "1000000" });
  const draft = simpleDraft("AAPL");
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
  const spread = { buy: call("AAPL", 100), sell: call("AAPL", 105) };
  await submit(door, account, spreadDraft(spread, { limit: "2.60" }));
  for (let round = 0; round < 32; round += 1) {
    const rest = simpleDraft("AAPL", { limit: "90.00" });
    await submit(door, account, rest); // far enough for a checkpoint
    await order(door, account, "cancel_order", rest.id);
  }
  const { userId, accountId } = account;
  await seed(userId, accountId);
  return account;
}

/** A row of the user in every table of theirs that the door does not write. */
async function seed(userId: string, accountId: string): Promise<void> {
  const rows = { ...rowsOf(userId, accountId), ...jobRowsOf(accountId) };
  for (const [table, values] of Object.entries(rows)) {
    await insertAs(world.admin, null, table, values);
  }
  await world.admin.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, user_id, event_id, kind, payload)
     SELECT gen_random_uuid(), id, user_id, '', '', '' FROM webhooks WHERE user_id = $1`,
    [userId],
  );
}

/** Runs one statement in a transaction with an identity, as with-user.ts does, and rolls it back. */
async function as(
  pool: pg.Pool,
  userId: string | null,
  text: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResult> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    if (userId !== null) await client.query("SELECT set_config('app.user_id', $1, true)", [userId]);
    return await client.query(text, [...values]);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

async function insertAs(
  pool: pg.Pool,
  userId: string | null,
  table: string,
  row: Record<string, unknown>,
): Promise<pg.QueryResult> {
  const columns = Object.keys(row);
  const text = `INSERT INTO ${table} (${columns}) VALUES (${columns.map((_, index) => `$${index + 1}`)})`;
  if (pool === world.admin) return pool.query(text, Object.values(row));
  return as(pool, userId, text, Object.values(row));
}

async function rowCount(userId: string | null, table: string, where = "true", values?: unknown[]) {
  const { rows } = await as(
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
    await seed(gone.userId, gone.accountId);
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
    expect((await insertAs(web, alice.userId, table, mine)).rowCount).toBe(1);
    await expect(insertAs(web, bob.userId, table, mine)).rejects.toThrow(POLICY);
    await expect(insertAs(web, null, table, mine)).rejects.toThrow(POLICY);
  },
);

test.each(["api_keys", "watchlists", "idempotency_keys", "oauth_grants", "webhooks"])(
  "a row of %s cannot name another's account",
  async (table) => {
    const row = rowsOf(alice.userId, bob.accountId)[table] ?? {};
    await expect(insertAs(web, alice.userId, table, row)).rejects.toThrow(POLICY);
  },
);

test("a new user can only be the one the transaction is for", async () => {
  const id = uuidv7(Date.now());
  const row = { id, email: `${id}@example.test` };
  expect((await insertAs(web, id, "users", row)).rowCount).toBe(1);
  await expect(insertAs(web, alice.userId, "users", row)).rejects.toThrow(POLICY);
});

test("a change of another's rows touches none", async () => {
  for (const [table, set] of [
    ["sessions", "revoked_at = now()"],
    ["api_keys", "revoked_at = NULL"],
    ["passkeys", "counter = 9"],
    ["watchlists", "name = 'x'"],
  ] as const) {
    const text = `UPDATE ${table} SET ${set} WHERE user_id = $1`;
    expect((await as(web, bob.userId, text, [alice.userId])).rowCount).toBe(0);
    expect((await as(web, alice.userId, text, [alice.userId])).rowCount).toBe(1);
  }
  await expect(as(web, alice.userId, "UPDATE users SET tier = 'pro_plus'")).rejects.toThrow(DENIED);
  await expect(as(web, alice.userId, "UPDATE sessions SET user_id = id")).rejects.toThrow(DENIED);
});

test.each(["mbt_accounts", ...ACCOUNT_TABLES])("raxx_web cannot write %s", async (table) => {
  const column = table === "mbt_accounts" ? "id" : "account_id";
  for (const text of [
    `INSERT INTO ${table} (${column}) VALUES (gen_random_uuid())`,
    `UPDATE ${table} SET ${column} = ${column}`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ]) {
    await expect(as(web, alice.userId, text)).rejects.toThrow(DENIED);
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
      await expect(as(pool, alice.userId, text)).rejects.toThrow(/append-only|permission denied/);
    }
  }
  await expect(as(world.admin, null, "UPDATE security_events SET kind = ''")).rejects.toThrow(
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
  await insertAs(world.admin, null, "sessions", ended);
  const { rows } = await retention.query(
    "SELECT retention_delete_sessions('2099-01-01', 10) AS gone",
  );
  expect(rows).toEqual([{ gone: 1 }]); // the one that counts stays, whatever the cut-off says
  expect(await truth("sessions", alice.userId)).toBe(before);
  await expect(as(web, alice.userId, "SELECT retention_delete_sessions(now(), 1)")).rejects.toThrow(
    DENIED,
  );
});
