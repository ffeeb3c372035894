// npm run chaos -- --times 20: kill -9 of worker, web, PostgreSQL (-m immediate) and Redis at named failpoints during fills,
// expiry, purge and orders over HTTP, on stores of its own with fsync; then what is broken on purpose, which must be found. In pieces:
// --only fills,expiry plays those scenarios, --only mutants the mutants alone.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { generateClient } from "./build.mjs";
import { bundle } from "./bundle.mjs";
import { MUTANTS } from "./chaos/mutants.mjs";
import { requireNode } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { dataDir } from "./services/data-dir.mjs";
import { endOnce } from "./services/ending.mjs";
import { PlainError } from "./services/plain-error.mjs";
import { startPostgres } from "./services/postgres.mjs";
import { startRedis } from "./services/redis.mjs";
import { step } from "./steps.mjs";
import { cloneTemplate, databaseUrl, makeTestDir, TEMPLATE } from "./test-services.mjs";
import { wholeOption } from "./whole-option.mjs";

const { values } = parseArgs({
  options: { times: { type: "string", default: "20" }, only: { type: "string" } },
});
const only = values.only?.split(",") ?? null;
let place = null;

async function main() {
  const times = wholeOption(values, "times");
  requireNode();
  place = await makeTestDir("chaos");
  const { dir, lock } = place;
  await step("prisma generate", generateClient);
  const mutants = only === null || only.includes("mutants") ? MUTANTS : [];
  const programs = await step("bundle", () => bundleAll(path.join(dir, "bundle"), mutants));
  const starts = {
    postgres: () => startPostgres(path.join(dir, "postgres")),
    redis: () => startRedis(path.join(dir, "redis"), { downloads: dataDir(), throwaway: true }),
  };
  const running = { postgres: await starts.postgres(), redis: await starts.redis() };
  for (const { service } of Object.values(running)) lock.adopt(service);
  const { maintenanceUrl } = running.postgres;
  await step("migrate deploy", () => migrate(databaseUrl(maintenanceUrl, TEMPLATE)));
  const kill = async (store) => {
    const { service } = running[store];
    // PostgreSQL's immediate shutdown is SIGQUIT to the postmaster: no checkpoint, recovery at the next start.
    process.kill(service.pid, store === "postgres" ? "SIGQUIT" : "SIGKILL");
    await service.exited;
    running[store] = await starts[store]();
    lock.adopt(running[store].service);
  };
  const database = (name) => cloneTemplate(maintenanceUrl, name);
  const { runChaos, SCENARIOS } = await import(pathToFileURL(programs.chaos).href);
  const unknown = only?.find((name) => ![...SCENARIOS, "mutants"].includes(name));
  if (unknown !== undefined) {
    throw new PlainError(`no scenario "${unknown}"; there are ${SCENARIOS.join(", ")}, mutants`);
  }
  const plan = {
    times,
    scenarios: SCENARIOS.filter((scenario) => only === null || only.includes(scenario)),
    bundle: programs.victim,
    mutants: mutants.map((mutant, n) => ({ ...mutant, bundle: programs.mutants[n] })),
  };
  const stores = { redisUrl: running.redis.url, kill, database };
  return (await runChaos(stores, plan)) ? 0 : 1;
}

/** The run itself, the program that is killed, and one of it for each mutant. */
async function bundleAll(dir, mutants) {
  const victim = "scripts/chaos/victim.ts";
  await bundle({ chaos: "scripts/chaos/index.ts", victim }, dir);
  const files = [];
  for (const [n, { edits = [] }] of mutants.entries()) {
    if (edits.length > 0) await bundle({ [`mutant-${n}`]: victim }, dir, { edits });
    files.push(path.join(dir, edits.length > 0 ? `mutant-${n}.mjs` : "victim.mjs"));
  }
  const [chaos, plain] = ["chaos.mjs", "victim.mjs"].map((name) => path.join(dir, name));
  return { chaos, victim: plain, mutants: files };
}

const { end, fail } = endOnce({ last: () => place?.remove() });
await main().then(end, fail);
