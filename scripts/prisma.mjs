// The Prisma CLI with its engine replaced. As a program: node scripts/prisma.mjs migrate dev --name add_orders
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { dataDir, lockDataDir, ROOT, runningCopy } from "./services/data-dir.mjs";
import { givenSecret } from "./services/given-secret.mjs";
import { report } from "./services/plain-error.mjs";
import { run, stopAll } from "./services/processes.mjs";
import { startDatabase } from "./services/stores.mjs";

const CLI = path.join(ROOT, "node_modules/prisma/build/index.js");
const ENGINE = path.join(ROOT, "scripts/schema-engine.mjs");
const NOWHERE = "postgresql://unused:unused@127.0.0.1:1/unused"; // `generate` wants a URL and never uses it

/** Runs the Prisma CLI to its end and gives its output. */
export function prisma(args, { databaseUrl } = {}) {
  const name = `prisma ${args.slice(0, 2).join(" ")}`;
  return run(process.execPath, [CLI, ...args], { name, cwd: ROOT, env: prismaEnv(databaseUrl) });
}

function prismaEnv(databaseUrl) {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl ?? NOWHERE,
    CHECKPOINT_DISABLE: "1", // no calls home, which hang where only npm is reachable
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    // The CLI would download its engine from a host that is often closed to us; unset, it does again.
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? ENGINE,
  };
}

async function main(args) {
  const needsDatabase = ["migrate", "db"].includes(args[0]);
  const databaseUrl = needsDatabase ? await findDatabase() : undefined;
  // With our terminal, because it asks questions; so not through `start`, which leaves the foreground.
  const options = { cwd: ROOT, env: prismaEnv(databaseUrl), stdio: "inherit" };
  const cli = spawn(process.execPath, [CLI, ...args], options);
  const [code] = await once(cli, "exit");
  return code ?? 1;
}

/** The given one, the one of the running copy, or our own for as long as the command takes. */
async function findDatabase() {
  const dir = dataDir();
  const given = givenSecret("DATABASE_URL") ?? runningCopy(dir)?.databaseUrl;
  if (given) return given;
  const lock = await lockDataDir(dir);
  process.once("exit", () => lock.release());
  return (await startDatabase(dir, lock)).url;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    report(error);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}
