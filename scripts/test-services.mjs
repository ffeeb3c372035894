// Throw-away PostgreSQL and Redis for tests, with a migrated template that test files clone.
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { generateClient } from "./build.mjs";
import { migrate } from "./migrate.mjs";
import { dataDir } from "./services/data-dir.mjs";
import { clearDeadLock, readLiveLock, takeLock } from "./services/lock.mjs";
import { startThrowawayStores } from "./services/stores.mjs";

export const TEMPLATE = "raxx_template"; // known to lib/server/testing/database.ts too

/** A directory of this process alone; what killed runs of its kind left is stopped and removed first. */
export async function makeTestDir(kind = "test") {
  const base = dataDir();
  await clearOldDirs(base, new RegExp(`^${kind}-\\d+$`));
  const dir = path.join(base, `${kind}-${process.pid}`);
  const lock = await takeLock(path.join(dir, "lock"), { busy: () => `${dir} is in use` });
  return { dir, lock, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Starts both stores and answers with what tests read from the environment. */
export async function startTestStores({ dir, lock }) {
  const stores = await startThrowawayStores(dir, { downloads: dataDir(), adopt: lock.adopt });
  return {
    ...stores,
    env: { TEST_DATABASE_URL: stores.maintenanceUrl, TEST_REDIS_URL: stores.redisUrl },
  };
}

/** Migrates the template once: cloning it takes milliseconds, migrating each test's database seconds. */
export async function migrateTemplate({ maintenanceUrl }) {
  await generateClient();
  await migrate(databaseUrl(maintenanceUrl, TEMPLATE));
}

/** Another database on the same server. */
export function databaseUrl(maintenanceUrl, name) {
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** A copy of the template under a name of its own. */
export async function cloneTemplate(maintenanceUrl, name) {
  const { default: pg } = await import("pg");
  const client = new pg.Client(maintenanceUrl);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${TEMPLATE}`);
  } finally {
    await client.end();
  }
  return databaseUrl(maintenanceUrl, name);
}

async function clearOldDirs(base, pattern) {
  for (const name of listDir(base).filter((entry) => pattern.test(entry))) {
    const dir = path.join(base, name);
    if (readLiveLock(path.join(dir, "lock"))) continue; // another run, at this moment
    await clearDeadLock(path.join(dir, "lock"));
    rmSync(dir, { recursive: true, force: true });
  }
}

function listDir(dir) {
  try {
    return readdirSync(dir);
  } catch {
    return []; // a fresh clone has none
  }
}
