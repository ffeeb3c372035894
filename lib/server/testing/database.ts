import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";

const TEMPLATE = "raxx_template"; // migrated once by scripts/test-services.mjs

/**
 * A database of this test file's own, with all migrations, dropped after the file's last test.
 *
 * Call it at the top of a file: `const { url } = await createTestDatabase()`.
 */
export async function createTestDatabase(): Promise<{ readonly url: string }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Forced, because a pool that a test forgot to close must not keep the database alive.
  afterAll(() => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = new URL(maintenanceUrl());
  url.pathname = `/${name}`;
  return { url: url.toString() };
}

/** The Redis all test files share: a file keeps to keys with a prefix of its own. */
export function testRedisUrl(): string {
  return fromSetup("TEST_REDIS_URL");
}

function maintenanceUrl(): string {
  return fromSetup("TEST_DATABASE_URL");
}

function fromSetup(name: string): string {
  const value = process.env[name]; // tidy-ok: set by the test setup, and no product code reads it
  if (value === undefined) throw new Error(`${name} is missing: name this file x.db.test.ts`);
  return value;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client(maintenanceUrl());
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
