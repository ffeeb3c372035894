// npm start: from a bare clone to a running site in one command.
//   node scripts/start.mjs [--once] [--verbose]
// --once stops again when the site is healthy (for measurements); --verbose shows all logs, not only warnings.
import path from "node:path";
import { buildAll, generateClient } from "./build.mjs";
import { install, requireNode } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { dataDir, keptSecret, lockDataDir } from "./services/data-dir.mjs";
import { endOnce } from "./services/ending.mjs";
import { givenSecret } from "./services/given-secret.mjs";
import { logFile } from "./services/log-file.mjs";
import { PlainError } from "./services/plain-error.mjs";
import { isPortFree, rememberedPort } from "./services/ports.mjs";
import { programEnv, startProgram, untilHealthy } from "./services/programs.mjs";
import { startStores } from "./services/stores.mjs";
import { stopSupervising, supervise } from "./services/supervisor.mjs";
import { secondsSince, step } from "./steps.mjs";

const ONCE = process.argv.includes("--once");
const VERBOSE = process.argv.includes("--verbose");

let lock;

async function main() {
  const startedAtMs = performance.now();
  requireNode();
  const dir = dataDir();
  const port = portFromEnv("PORT", 3000);
  lock = await lockDataDir(dir);
  if (!(await isPortFree(port))) {
    throw new PlainError(
      `port ${port} is taken by another program; choose one, as in PORT=${port + 1} npm start`,
    );
  }

  await step("npm ci", install);
  const [stores] = await Promise.all([prepareStores(dir), prepareCode()]);
  await step("worker and web healthy", () => launch({ dir, port, stores }));

  const url = `http://localhost:${port}`;
  console.log(
    `Raxx is ready on ${url} after ${secondsSince(startedAtMs).trim()} s (logs in ${dir}/logs, Ctrl-C stops it)`,
  );
  if (ONCE) await end(0);
}

async function prepareStores(dir) {
  const stores = await step("postgres and redis", () => startStores(dir, lock));
  await step("migrate deploy", () => migrate(stores.databaseUrl));
  return stores;
}

async function prepareCode() {
  await step("prisma generate", generateClient);
  await step("build", buildAll);
}

function portFromEnv(name, fallback) {
  const text = process.env[name] || String(fallback);
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new PlainError(`${name} must be a port number, not "${text}"`);
}

async function launch({ dir, port, stores }) {
  const given = portFromEnv("GATEWAY_PORT", 0);
  const gateway = given === 0 ? await rememberedPort(path.join(dir, "gateway.port")) : given;
  const secret = givenSecret("NEXTAUTH_SECRET") || keptSecret(dir, "nextauth-secret");
  const env = programEnv({ stores, ports: { web: port, gateway }, dir, secret });
  const { databaseUrl, redisUrl } = stores;
  lock.note({ url: env.RAXX_ORIGIN, port, gatewayPort: gateway, databaseUrl, redisUrl });

  let givenUp = null;
  const onGivenUp = (sentence) => {
    givenUp = sentence;
    void fail(new PlainError(sentence));
  };
  for (const { service, relaunch } of stores.restartable)
    supervise({ service, relaunch, onGivenUp });
  for (const name of ["worker", "web"]) {
    const onLine = logFile(path.join(dir, "logs"), name, { verbose: VERBOSE });
    const relaunch = () => adopted(startProgram(name, { env, onLine }));
    supervise({ service: relaunch(), relaunch, onGivenUp });
  }
  await untilHealthy(port, { failed: () => givenUp });
}

function adopted(service) {
  if (service.pid) lock.adopt(service);
  return service;
}

const { fail } = endOnce({
  first: stopSupervising,
  last: () => lock?.release(),
  onStop: (why) => console.log(`stopping (${why})…`),
  stopCode: 0,
});
await main().catch(fail);
