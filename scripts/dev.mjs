// npm run dev: the same stores and data as npm start, with worker and web run from source and started
// again on each change. Next itself reloads pages, because server.ts sees NODE_ENV=development.
import path from "node:path";
import { generateClient } from "./build.mjs";
import { install, requireNode } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { dataDir, keptSecret, lockDataDir, ROOT } from "./services/data-dir.mjs";
import { endOnce } from "./services/ending.mjs";
import { givenSecret } from "./services/given-secret.mjs";
import { PlainError } from "./services/plain-error.mjs";
import { isPortFree, rememberedPort } from "./services/ports.mjs";
import { LAYER, start } from "./services/processes.mjs";
import { programEnv, untilHealthy } from "./services/programs.mjs";
import { startStores } from "./services/stores.mjs";
import { step } from "./steps.mjs";

const TSX = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");
const PROGRAMS = [
  { name: "worker", source: "worker/index.ts", layer: LAYER.program },
  { name: "web", source: "server.ts", layer: LAYER.web },
];

let lock;

async function main() {
  requireNode();
  const dir = dataDir();
  const port = Number(process.env.PORT || 3000);
  lock = await lockDataDir(dir);
  if (!(await isPortFree(port)))
    throw new PlainError(`port ${port} is taken; choose one with PORT=`);

  await step("npm ci", install);
  const stores = await step("postgres and redis", () => startStores(dir, lock));
  await step("prisma generate", generateClient);
  await step("migrate deploy", () => migrate(stores.databaseUrl));
  const env = await devEnv({ dir, port, stores });
  for (const program of PROGRAMS) watch(program, env);
  await untilHealthy(port);
  console.log(`Raxx (development) is ready on ${env.RAXX_ORIGIN}`);
}

async function devEnv({ dir, port, stores }) {
  const gateway =
    Number(process.env.GATEWAY_PORT || 0) || (await rememberedPort(path.join(dir, "gateway.port")));
  const secret = givenSecret("NEXTAUTH_SECRET") || keptSecret(dir, "nextauth-secret");
  const env = programEnv({ stores, ports: { web: port, gateway }, dir, secret });
  const { databaseUrl, redisUrl } = stores;
  lock.note({ url: env.RAXX_ORIGIN, port, gatewayPort: gateway, databaseUrl, redisUrl });
  return { ...env, NODE_ENV: "development" };
}

function watch({ name, source, layer }, env) {
  const args = [TSX, "watch", "--clear-screen=false", source];
  const onLine = (line) => console.log(`[${name}] ${line}`);
  lock.adopt(start({ name, layer, command: process.execPath, args, env, cwd: ROOT, onLine }));
}

const { fail } = endOnce({ last: () => lock?.release(), stopCode: 0 });
await main().catch(fail);
