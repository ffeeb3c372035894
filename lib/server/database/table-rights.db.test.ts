/**
 * Row-level security by raw SQL: every table of pg_catalog × every role of a running copy × no, a wrong and
 * the right identity × select, insert, update and delete, against testing/table-rights.ts.
 */
import type pg from "pg";
import { describe, expect, test } from "vitest";
import { createDoorWorld } from "../testing/door-world";
import { rowsOf } from "../testing/owned-rows";
import { OWNED_TABLES, type OwnedTable, ofUser } from "../testing/owned-tables";
import { insertOf, runAs, seededUsers } from "../testing/seeded-users";
import { RIGHTS, type Rights, type RunningRole } from "../testing/table-rights";

const world = await createDoorWorld();
const [alice, bob] = await seededUsers(world, world.newDoor());

const ROLES = Object.keys(RIGHTS) as RunningRole[];
const POOLS = new Map(ROLES.map((role) => [role, world.pool(role)]));
const poolOf = (role: RunningRole) => POOLS.get(role) as pg.Pool;
const IDENTITIES = { none: null, wrong: bob.userId, right: alice.userId };

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isView: boolean;
}

/** Partitions too: a policy on the parent does not stand in front of a part that is asked for by name. */
const TABLES = (
  await world.admin.query<Table>(
    `SELECT c.relname AS name, c.relkind IN ('v', 'm') AS "isView",
       (SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
     ORDER BY 1`,
  )
).rows;

/** The view of all legs shows what its tables would. */
const VIEWS_OF_ACCOUNTS = ["mbt_legs"];
const isOwned = (name: string) =>
  (OWNED_TABLES as readonly string[]).includes(name) || VIEWS_OF_ACCOUNTS.includes(name);
const aliceIn = (name: string) =>
  VIEWS_OF_ACCOUNTS.includes(name) ? ofUser("mbt_orders") : ofUser(name as OwnedTable);

type Outcome = number | "denied" | "policy" | "constraint";

/** What became of a statement: how many rows it touched, or why it touched none. */
async function outcome(
  role: RunningRole,
  userId: string | null,
  text: string,
  values: readonly unknown[] = [],
): Promise<Outcome> {
  try {
    return (await runAs(poolOf(role), userId, text, values)).rowCount ?? 0;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    if (message.includes("row-level security")) return "policy";
    if (code === "42501" || message.includes("view")) return "denied";
    if (code.startsWith("23")) return "constraint";
    throw error;
  }
}

/** Alice's rows, or all of them where a table has no users. */
const whereOf = (name: string) => (isOwned(name) ? aliceIn(name) : "$1::text IS NOT NULL");

async function count(name: string): Promise<number> {
  const { rows } = await world.admin.query(`SELECT 1 FROM ${name} WHERE ${whereOf(name)}`, [
    alice.userId,
  ]);
  return rows.length;
}

const CASES = ROLES.flatMap((role) =>
  TABLES.map((table) => ({ role, ...table, rights: RIGHTS[role][table.name] ?? ({} as Rights) })),
);

test("the matrix has a row for each table that some role may touch, and no other", () => {
  const names = TABLES.map(({ name }) => name);
  for (const role of ROLES)
    expect(Object.keys(RIGHTS[role]).filter((n) => !names.includes(n))).toEqual([]);
  expect(OWNED_TABLES.filter((name) => !(name in RIGHTS.raxx_web))).toEqual([]);
  expect(TABLES.length).toBeGreaterThan(35);
});

test("no running role owns anything, passes policies by, or becomes another", async () => {
  const { rows } = await world.admin.query(
    `SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin AS strong,
       (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owns,
       (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships
     FROM pg_roles r WHERE rolname = ANY($1)`,
    [ROLES],
  );
  expect(rows).toHaveLength(ROLES.length);
  for (const row of rows) expect(row).toMatchObject({ strong: false, owns: 0, memberships: 0 });
});

const listed = (right: boolean | readonly string[] | undefined, all: readonly string[]) =>
  typeof right === "object" ? right : right === true ? all : [];

describe.each(CASES)("$role on $name", ({ role, name, columns, rights, isView }) => {
  const where = whereOf(name);
  const [reads, changes] = [listed(rights.select, columns), listed(rights.update, columns)];
  const isScoped = role === "raxx_web" && isOwned(name);

  describe.each(Object.entries(IDENTITIES))("with %s identity", (identity, userId) => {
    const run = (text: string, values?: readonly unknown[]) => outcome(role, userId, text, values);
    /** Outcomes of a statement for each of some columns. */
    const each = async (some: readonly string[], textOf: (column: string) => string) =>
      Promise.all(some.map(async (column) => [column, await run(textOf(column))]));
    const denied = (some: readonly string[]) => some.map((column) => [column, "denied"]);
    const without = (some: readonly string[]) => columns.filter((name) => !some.includes(name));
    const touched = async () => (isScoped && identity !== "right" ? 0 : count(name));

    test("select", async () => {
      const hidden = without(reads);
      expect(await each(hidden, (c) => `SELECT "${c}" FROM ${name}`)).toEqual(denied(hidden));
      if (rights.select !== true) return;
      const text = `SELECT * FROM ${name} WHERE ${where}`;
      expect(await run(text, [alice.userId])).toBe(await touched());
    });

    test("update", async () => {
      const fixed = without(changes);
      const textOf = (c: string) => `UPDATE ${name} SET "${c}" = "${c}"`;
      expect(await each(fixed, textOf)).toEqual(denied(fixed));
      if (changes.length === 0) return;
      const set = changes.map((column) => `"${column}" = "${column}"`);
      const text = `UPDATE ${name} SET ${set} WHERE ${where}`;
      expect(await run(text, [alice.userId])).toBe(await touched());
    });

    test("delete, truncate and insert", async () => {
      const gone = rights.delete
        ? await run(`DELETE FROM ${name} WHERE ${where}`, [alice.userId])
        : await run(`DELETE FROM ${name}`);
      expect(gone).toBe(rights.delete ? await touched() : "denied");
      if (!isView) expect(await run(`TRUNCATE ${name} CASCADE`)).toBe("denied");
      if (!rights.insert) expect(await run(`INSERT INTO ${name} DEFAULT VALUES`)).toBe("denied");
    });
  });
});

describe.each(
  CASES.filter(({ role, rights, name }) => role === "raxx_web" && rights.insert && isOwned(name)),
)("a row of $name is stored", ({ name }) => {
  test("by its own user, and by nobody else", async () => {
    const id = crypto.randomUUID();
    const [owner, row] =
      name === "users"
        ? [id, { id, email: `${id}@example.test` }]
        : [alice.userId, rowsOf(alice.userId, alice.accountId)[name]];
    if (row === undefined) throw new Error(`give ${name} a row in testing/owned-rows.ts`);
    const { text, values } = insertOf(name, row);
    expect(await outcome("raxx_web", owner, text, values)).toBe(1);
    expect(await outcome("raxx_web", bob.userId, text, values)).toBe("policy");
    expect(await outcome("raxx_web", null, text, values)).toBe("policy");
  });
});

test.each(CASES.filter(({ role, rights }) => role !== "raxx_web" && rights.insert))(
  "$role stores rows of $name, of whomever",
  async ({ role, name }) => {
    const results = ["constraint", 1];
    expect(results).toContain(await outcome(role, null, `INSERT INTO ${name} DEFAULT VALUES`));
  },
);

test("every function that passes policies by is asked for by name, and by one role", async () => {
  const { rows } = await world.admin.query<{ name: string; path: string | null; who: string[] }>(
    `SELECT p.proname::text AS name, array_to_string(p.proconfig, ' ') AS path,
       ARRAY(SELECT r.rolname::text FROM pg_roles r
             WHERE r.rolname = ANY($1) AND has_function_privilege(r.oid, p.oid, 'EXECUTE')) AS who
     FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
    [ROLES],
  );
  expect(rows.length).toBeGreaterThan(15);
  for (const { name, path, who } of rows) {
    expect([name, path]).toEqual([name, "search_path=public, pg_temp"]);
    expect([name, who.length]).toEqual([name, 1]);
  }
});
