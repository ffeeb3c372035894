// npm run chaos -- --times 20: kill -9 of the worker's work, PostgreSQL (-m immediate) and Redis at named failpoints during fills
// and purge, on stores of its own with fsync; then what is broken on purpose, which must be found.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle, generateClient } from "./build.mjs";
import { requireNode } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { dataDir } from "./services/data-dir.mjs";
import { report } from "./services/plain-error.mjs";
import { startPostgres } from "./services/postgres.mjs";
import { stopAll } from "./services/processes.mjs";
import { startRedis } from "./services/redis.mjs";
import { onStopRequest } from "./services/signals.mjs";
import { step } from "./steps.mjs";
import { makeTestDir } from "./test-services.mjs";

const { values } = parseArgs({ options: { times: { type: "string", default: "20" } } });
let place = null;
let ending = null;

async function main() {
  requireNode();
  place = await makeTestDir("chaos");
  const { dir, lock } = place;
  await step("prisma generate", generateClient);
  const outdir = path.join(dir, "bundle");
  await step("bundle", () =>
    bundle({ chaos: "scripts/chaos/index.ts", victim: "scripts/chaos/victim.ts" }, outdir),
  );
  const starts = {
    postgres: () => startPostgres(path.join(dir, "postgres")),
    redis: () => startRedis(path.join(dir, "redis"), { downloads: dataDir(), throwaway: true }),
  };
  const running = { postgres: await starts.postgres(), redis: await starts.redis() };
  for (const { service } of Object.values(running)) lock.adopt(service);
  await step("migrate deploy", () => migrate(running.postgres.url));
  const kill = async (store) => {
    const { service } = running[store];
    // PostgreSQL's immediate shutdown is SIGQUIT to the postmaster: no checkpoint, recovery at the next start.
    process.kill(service.pid, store === "postgres" ? "SIGQUIT" : "SIGKILL");
    await service.exited;
    running[store] = await starts[store]();
    lock.adopt(running[store].service);
  };
  const stores = { url: running.postgres.url, redisUrl: running.redis.url, kill };
  const { runChaos } = await import(pathToFileURL(path.join(outdir, "chaos.mjs")).href);
  return (await runChaos(stores, path.join(outdir, "victim.mjs"), Number(values.times))) ? 0 : 1;
}

function end(code) {
  ending ??= (async () => {
    await stopAll();
    place?.remove();
    process.exit(code);
  })();
  return ending;
}

onStopRequest(() => void end(1));
try {
  await end(await main());
} catch (error) {
  report(error);
  await end(1);
}
