// npm run sim:days -- --days 260 --accounts 200: plays market days with random traders through the real worker, PostgreSQL
// and Redis, on stores of its own, then verifies every account. Options: --from 2025-03-03, --seed 1, --speed 150, --symbols A,B,
// --cpu-prof (leaves profiles of both processes in .data/profiles).
import path from "node:path";
import { parseArgs } from "node:util";
import { buildBundles, generateClient } from "./build.mjs";
import { bundle } from "./bundle.mjs";
import { requireNode } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { dataDir, ROOT } from "./services/data-dir.mjs";
import { endOnce } from "./services/ending.mjs";
import { start } from "./services/processes.mjs";
import { NODE_FLAGS, profilingFlags, startProgram } from "./services/programs.mjs";
import { startThrowawayStores } from "./services/stores.mjs";
import { step } from "./steps.mjs";
import { makeTestDir } from "./test-services.mjs";
import { wholeOption } from "./whole-option.mjs";

const { values } = parseArgs({
  options: {
    days: { type: "string", default: "20" },
    accounts: { type: "string", default: "50" },
    from: { type: "string", default: "2025-03-03" },
    seed: { type: "string", default: "1" },
    speed: { type: "string", default: "150" },
    symbols: { type: "string", default: "SPY,QQQ,AAPL,MSFT,NVDA,AMZN,TSLA,JPM,XOM,KO" },
    "cpu-prof": { type: "boolean", default: false },
  },
});
let place = null;

const whole = (name) => wholeOption(values, name);

async function main() {
  requireNode();
  const config = {
    ...{ days: whole("days"), accounts: whole("accounts"), seed: whole("seed") },
    ...{ speed: whole("speed"), from: values.from },
  };
  place = await makeTestDir("days");
  const { dir, lock } = place;
  await step("prisma generate", generateClient);
  await step("bundle", buildBundles);
  const driver = path.join(dir, "bundle/days.mjs");
  await step("bundle of the traders", () =>
    bundle({ days: "scripts/sim-days/index.ts" }, path.dirname(driver)),
  );
  const stores = await step("postgres, redis", () =>
    startThrowawayStores(dir, { downloads: dataDir(), adopt: lock.adopt }),
  );
  await step("migrate deploy", () => migrate(stores.databaseUrl));
  await step("a clock of that year", () => setClock(stores.databaseUrl, config));
  const env = {
    ...process.env,
    ...{ NODE_ENV: "production", LOG_LEVEL: process.env.LOG_LEVEL ?? "error" },
    ...{ DATABASE_URL: stores.databaseUrl, REDIS_URL: stores.redisUrl },
    ...{ RAXX_SIM_SPEED: String(config.speed), RAXX_SYMBOLS: values.symbols },
    ...{ RAXX_ROLES: "exchange,hub,matcher,jobs", PORT: "0", GATEWAY_PORT: "0" },
  };
  const flagsOf = (name) => (values["cpu-prof"] ? profilingFlags(name) : []);
  const onLine = (line) => console.log(line);
  lock.adopt(startProgram("worker", { env, onLine, flags: flagsOf("days-worker") }));
  const flags = [...NODE_FLAGS, ...flagsOf("days"), "--enable-source-maps"];
  const args = [...flags, driver, JSON.stringify(config)];
  const played = start({
    ...{ name: "days", command: process.execPath, args, env, cwd: ROOT },
    onLine,
  });
  lock.adopt(played);
  return (await played.exited).code ?? 1;
}

/** A week before the first day: the worker starts there, and its clock never goes back. */
async function setClock(databaseUrl, { from, speed }) {
  const { default: pg } = await import("pg");
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const sql = `INSERT INTO market_clock_anchors (wall_at, market_at, speed)
    VALUES (now(), $1::date - interval '7 days' + interval '16 hours', $2)`;
  await client.query(sql, [from, speed]).finally(() => client.end());
}

const { end, fail } = endOnce({ last: () => place?.remove() });
await main().then(end, fail);
