// npm test: everything, from a bare clone, on throw-away stores. The last line is "N passed, N failed".
import { existsSync } from "node:fs";
import path from "node:path";
import { buildAll, generateClient, generateRouteTypes } from "./build.mjs";
import { lint, rules, types, unused } from "./checks.mjs";
import { install, requireNode } from "./install.mjs";
import { prisma } from "./prisma.mjs";
import { findBrowser } from "./services/browser.mjs";
import { dataDir, ROOT } from "./services/data-dir.mjs";
import { endOnce } from "./services/ending.mjs";
import { logFile } from "./services/log-file.mjs";
import { freePort } from "./services/ports.mjs";
import { programEnv, startProgram, untilHealthy } from "./services/programs.mjs";
import { secondsSince } from "./steps.mjs";
import { runPlaywright, runVitest } from "./suites.mjs";
import { makeTally } from "./tally.mjs";
import { cloneTemplate, makeTestDir, migrateTemplate, startTestStores } from "./test-services.mjs";

/** Settings of the developer's own copy: a test that reads them would pass here and fail elsewhere. */
const OWN_SETTINGS =
  /^(RAXX_|NEXTAUTH_|ALPACA_|APCA_|SMTP_|DATABASE_URL|REDIS_URL|PORT$|GATEWAY_PORT)/;
const RESULTS_DIR = path.join(ROOT, "test-results");

const tally = makeTally();
let place = null;

async function main() {
  const startedAtMs = performance.now();
  if (await tally.attempt("npm ci", prepare)) await runAll();
  console.log(`all${" ".repeat(25)} ${secondsSince(startedAtMs)} s`);
}

async function prepare() {
  requireNode();
  return install();
}

/** Two cores: the short checks run while the stores start, and the build while the tests run. */
async function runAll() {
  place = await makeTestDir();
  let stores = null;
  const startStores = async () => {
    stores = await startTestStores(place);
  };
  const generated = tally.attempt("prisma generate", generateClient);
  const storesReady = tally.attempt("postgres and redis", startStores);
  const linted = tally.check("lint", lint);
  await generated;
  const ruled = tally.check("rules", rules).then(() => tally.check("unused", unused));
  const migrated = storesReady.then(
    (ok) => ok && tally.attempt("template database", () => migrateTemplate(stores)),
  );
  await Promise.all([linted, ruled]);
  await tally.attempt("next typegen", generateRouteTypes);
  await tally.check("types", types);
  if (!(await migrated)) return;

  if (existsSync(path.join(ROOT, "prisma/schema")))
    await tally.check("migrations = schema", () => drift(stores));
  const built = tally.attempt("build", buildAll);
  await tally.attempt("unit and db tests", () => unitTests(stores));
  if (await built) await tally.attempt("browser tests", () => browserTests(stores));
}

/** Fails when somebody changed prisma/schema and forgot the migration. */
function drift({ databaseUrl }) {
  const diff = ["migrate", "diff", "--from-migrations", "prisma/migrations"];
  return prisma([...diff, "--to-schema", "prisma/schema", "--exit-code"], { databaseUrl });
}

async function unitTests(stores) {
  const env = { ...cleanEnv(), ...stores.env, RAXX_DATA_DIR: place.dir };
  const reportFile = path.join(RESULTS_DIR, "vitest.json");
  tally.add(await runVitest({ projects: ["unit", "db"], env, reportFile }));
}

async function browserTests(stores) {
  if (!existsSync(path.join(ROOT, "e2e"))) return;
  const browser = await findBrowser(dataDir());
  const { port, env } = await startSite(stores);
  const testEnv = {
    ...env,
    ...browser.env,
    CHROMIUM_PATH: browser.path,
    BASE_URL: `http://localhost:${port}`, // never 127.0.0.1: passkeys belong to the name
  };
  const reportFile = path.join(RESULTS_DIR, "playwright.json");
  tally.add(await runPlaywright({ env: testEnv, reportFile }));
}

/** Worker and web on free ports with a database of their own; no broker keys, so on the simulated market. */
async function startSite(stores) {
  const port = await freePort();
  const databaseUrl = await cloneTemplate(stores.maintenanceUrl, "raxx_e2e");
  const redisUrl = `${stores.redisUrl}/1`; // vitest's keys stay in 0
  const env = programEnv({
    stores: { databaseUrl, redisUrl },
    ports: { web: port, gateway: await freePort() },
    dir: place.dir,
    secret: "only-for-tests-only-for-tests-only-for-tests",
    base: cleanEnv(),
  });
  const services = ["worker", "web"].map((name) => {
    const onLine = logFile(path.join(RESULTS_DIR, "logs"), name);
    const service = startProgram(name, { env, onLine });
    place.lock.adopt(service);
    return service;
  });
  const failed = () => {
    const dead = services.find((service) => service.end);
    return dead ? `${dead.name} ended while starting:\n${dead.output}` : null;
  };
  await untilHealthy(port, { failed });
  return { port, env };
}

function cleanEnv() {
  const kept = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name));
  return Object.fromEntries(kept);
}

/** A run that broke off or was cut short has not passed. */
const notPassed = () => tally.add({ passed: 0, failed: 1 });
const { end, fail } = endOnce({
  onStop: notPassed,
  // The counting line comes last, after everything is stopped, whatever happened before.
  last: () => {
    place?.remove();
    console.log(tally.line());
  },
});
await main().then(
  () => end(tally.failed === 0 ? 0 : 1),
  (error) => {
    notPassed();
    return fail(error);
  },
);
