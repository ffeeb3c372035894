// prisma migrate deploy, skipped when the database says that nothing is new (the CLI takes 1.5 s to say so).
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { prisma } from "./prisma.mjs";
import { ROOT } from "./services/data-dir.mjs";
import { SKIPPED } from "./steps.mjs";

const MIGRATIONS_DIR = path.join(ROOT, "prisma/migrations");

/** Brings the database to the newest migration, making the database first when it is missing. */
export async function migrate(databaseUrl) {
  const applied = await findApplied(databaseUrl);
  if (applied !== null && migrationNames().every((name) => applied.has(name))) return SKIPPED;
  await prisma(["migrate", "deploy"], { databaseUrl });
}

function migrationNames() {
  if (!existsSync(MIGRATIONS_DIR)) return [];
  const entries = readdirSync(MIGRATIONS_DIR, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** Names of finished migrations; null when the database or Prisma's table is not there, or holds a failure. */
async function findApplied(databaseUrl) {
  const { default: pg } = await import("pg"); // here, not above: this file loads before npm ci has run
  const client = new pg.Client(databaseUrl);
  try {
    await client.connect();
    const { rows } = await client.query(
      "SELECT migration_name, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    if (rows.some((row) => row.finished_at === null)) return null; // let the CLI explain it
    return new Set(rows.map((row) => row.migration_name));
  } catch {
    return null; // the CLI says it better than we could
  } finally {
    await client.end().catch(() => undefined);
  }
}
