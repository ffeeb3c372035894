/** A database that goes away takes queries with it, never the process (found by npm run chaos). */
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createLog } from "../log";
import { createTestDatabase } from "../testing/database";
import { createPool } from "./pools";
import { queryAsUser } from "./with-user";

const { url } = await createTestDatabase();
const admin = new pg.Client(url);
await admin.connect();
const pool = createPool(url, "raxx_web", createLog("test", "silent"));
afterAll(() => Promise.all([admin.end(), pool.end()]));

const NOBODY = "00000000-0000-0000-0000-000000000000";
const END = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE application_name = 'raxx_web' AND datname = current_database()`;

test("a connection lost between two statements of a transaction fails its query alone", async () => {
  const client = await pool.connect();
  await client.query("BEGIN");
  const lost = new Promise((resolve) => client.once("end", () => resolve("lost")));
  await admin.query(END);
  expect(await lost).toBe("lost");
  await expect(client.query("SELECT 1")).rejects.toThrow();
  client.release(true);
  expect(await queryAsUser(pool, NOBODY, { text: "SELECT 1 AS one", values: [] })).toEqual([
    { one: 1 },
  ]);
});

test("a connection lost during a statement fails that statement", async () => {
  const asked = queryAsUser(pool, NOBODY, { text: "SELECT pg_sleep(60)", values: [] });
  const outcome = expect(asked).rejects.toThrow(/terminat/);
  for (let sleeping = 0; sleeping === 0; ) {
    const { rowCount } = await admin.query(
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'",
    );
    sleeping = rowCount ?? 0;
  }
  await admin.query(END);
  await outcome;
});
