// npm run bench [-- name ...] [-- --all] [-- --record] [-- --cpu-prof]: measures, prints one table.
//   --all       the long ones too (start, journey, web-weight, web-vitals, test)
//   --record    writes docs/benchmarks.md
//   --cpu-prof  leaves a profile of each benchmark's process in .data/profiles
// Nothing is asserted about time: a figure under its floor is marked, and somebody looks.
import path from "node:path";
import { printTable, record } from "./bench/table.mjs";
import { buildAll, generateClient } from "./build.mjs";
import { bundle } from "./bundle.mjs";
import { install, requireNode } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { dataDir, ROOT } from "./services/data-dir.mjs";
import { endOnce } from "./services/ending.mjs";
import { PlainError, report } from "./services/plain-error.mjs";
import { startPostgres } from "./services/postgres.mjs";
import { run } from "./services/processes.mjs";
import { NODE_FLAGS, profilingFlags } from "./services/programs.mjs";
import { startRedis } from "./services/redis.mjs";
import { step } from "./steps.mjs";
import { cloneTemplate, databaseUrl, makeTestDir, TEMPLATE } from "./test-services.mjs";

// One a line: several hands add to it.
const SHORT = [
  "match-scale",
  "match-peer",
  "chain",
  "simulation",
  "replay",
  "accept-batch",
  "accept-http",
  "quote-to-fill",
  "margin",
  "market-day",
  "take-over",
  "fills",
  "purge",
  "accept-hot",
  "signal",
  "reads",
  "feed",
  "fan-out",
  "conflate",
  "sign-in",
  "limits",
];
const LONG = ["start", "journey", "web-weight", "web-vitals", "test"];
/** Processes that a benchmark starts beside its own. */
const SECOND_PROCESSES = [
  "accept-http-client",
  "paced-client",
  "signal-matcher",
  "stream-readers",
  "next-server",
  "take-over-worker",
];
const MARK = "bench-row ";

const flags = process.argv.slice(2).filter((arg) => arg.startsWith("--"));
const asked = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const rows = [];
const failed = [];
let place = null;

async function main() {
  const names = chosen();
  requireNode();
  await step("npm ci", install);
  place = await makeTestDir("bench");
  const inner = names.filter((name) => SHORT.includes(name));
  if (inner.length > 0) await runShort(inner);
  for (const name of names.filter((one) => LONG.includes(one))) {
    await measure(name, () => runLong(name));
  }
  await printTable(rows);
  if (failed.length > 0) throw new PlainError(`not measured, nothing recorded: ${failed}`);
  if (flags.includes("--record")) await record(rows);
}

/** One that fails says why; the figures of the others are not lost with it. */
async function measure(name, work) {
  try {
    rows.push(...(await step(name, work)));
  } catch (error) {
    report(error);
    failed.push(name);
  }
}

function chosen() {
  const all = [...SHORT, ...LONG];
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown) throw new PlainError(`no benchmark "${unknown}"; there are ${all.join(", ")}`);
  if (asked.length > 0) return all.filter((name) => asked.includes(name));
  return flags.includes("--all") ? all : SHORT;
}

/** One after the other, each in a process and a database of its own: none warms up another's code. */
async function runShort(names) {
  await step("prisma generate", generateClient);
  const stores = await step("durable postgres, redis", startStores);
  await step("migrate deploy", () => migrate(databaseUrl(stores.maintenanceUrl, TEMPLATE)));
  if (names.includes("accept-http")) await step("build", buildAll);
  const sources = [...names, ...SECOND_PROCESSES].map((name) => [name, `bench/${name}.ts`]);
  // Inside the data directory of this run, from where node_modules is found and nobody else's run is hit.
  await step("bundle", () => bundle(Object.fromEntries(sources), path.join(place.dir, "bundle")));
  for (const [index, name] of names.entries()) {
    await measure(name, () => runOne(name, { stores, index }));
  }
}

async function startStores() {
  const { dir, lock } = place;
  const [database, redis] = await Promise.all([
    startPostgres(path.join(dir, "postgres")), // with fsync, as in production
    startRedis(path.join(dir, "redis"), { downloads: dataDir(), throwaway: true }),
  ]);
  for (const { service } of [database, redis]) lock.adopt(service);
  return { maintenanceUrl: database.maintenanceUrl, redisUrl: redis.url };
}

async function runOne(name, { stores, index }) {
  const output = await run(
    process.execPath,
    [
      ...NODE_FLAGS,
      "--expose-gc",
      ...(flags.includes("--cpu-prof") ? profilingFlags(name) : []),
      bundleOf(name),
    ],
    {
      name,
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: "production",
        BENCH_DATABASE_URL: await cloneTemplate(stores.maintenanceUrl, `bench_${index}`),
        BENCH_REDIS_URL: `${stores.redisUrl}/${index}`,
        BENCH_SECOND_DIR: path.join(place.dir, "bundle"),
        BENCH_ALL: flags.includes("--all") ? "1" : "",
      },
    },
  );
  return rowsIn(output);
}

async function runLong(name) {
  const { measureLong } = await import("./bench/long.mjs");
  return measureLong(name, { dir: place.dir, adopt: place.lock.adopt });
}

function rowsIn(output) {
  const lines = output.split("\n").filter((line) => line.startsWith(MARK));
  if (lines.length === 0) throw new PlainError(`no figures in:\n${output}`);
  return lines.map((line) => JSON.parse(line.slice(MARK.length)));
}

function bundleOf(name) {
  return path.join(place.dir, `bundle/${name}.mjs`);
}

const { end, fail } = endOnce({ last: () => place?.remove() });
await main().then(end, fail);
