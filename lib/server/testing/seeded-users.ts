/** Users with a row in every table, and statements run as one of them by any role. */
import type pg from "pg";
import type { Door } from "../commit/door";
import { type DoorWorld, type OpenedAccount, order, submit } from "./door-world";
import { call, simpleDraft, spreadDraft } from "./drafts";
import { APP_ID, jobRowsOf, rowsOf } from "./owned-rows";

/** Two users with at least one row in every table. */
export async function seededUsers(world: DoorWorld, door: Door) {
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  await world.admin.query(
    "INSERT INTO oauth_apps (id, client_id, secret_hash, name) VALUES ($1, 'app', '', 'App')",
    [APP_ID],
  );
  return [await seededUser(world, door), await seededUser(world, door)] as const;
}

async function seededUser(world: DoorWorld, door: Door): Promise<OpenedAccount> {
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
  await seedRows(world, account);
  return account;
}

/** A row of the user in every table of theirs that the door does not write. */
export async function seedRows(
  { admin }: DoorWorld,
  { userId, accountId }: Pick<OpenedAccount, "userId" | "accountId">,
): Promise<void> {
  const rows = { ...rowsOf(userId, accountId), ...jobRowsOf(accountId) };
  for (const [table, values] of Object.entries(rows)) {
    const { text } = insertOf(table, values);
    await admin.query(text, Object.values(values));
  }
  await admin.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, user_id, event_id, kind, payload)
     SELECT gen_random_uuid(), id, user_id, '', '', '' FROM webhooks WHERE user_id = $1`,
    [userId],
  );
  await admin.query(
    `INSERT INTO notices (id, user_id, account_id, kind, key, text, in_app, at)
     VALUES (gen_random_uuid(), $1, $2, 'fill', '', '', true, now())`,
    [userId, accountId],
  );
}

/** Runs one statement in a transaction with an identity, as with-user.ts does, and rolls it back. */
export async function runAs(
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

/** The statement that stores a row. */
export function insertOf(table: string, row: Readonly<Record<string, unknown>>) {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return {
    text: `INSERT INTO ${table} (${columns}) VALUES (${places})`,
    values: Object.values(row),
  };
}
