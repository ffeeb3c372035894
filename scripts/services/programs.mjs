// The two programs of Raxx, worker and web: with what environment they run, and when they are well.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { dataDir, ROOT } from "./data-dir.mjs";
import { PlainError } from "./plain-error.mjs";
import { LAYER, start, until } from "./processes.mjs";

const HEALTHY_MS_MAX = 120_000;
/** Orders are short-lived objects: with the 16 MB of the default a fifth of an accept is garbage collection. */
export const NODE_FLAGS = ["--max-semi-space-size=64"];
const BUNDLES = { worker: "dist/worker.mjs", web: "dist/server.mjs" };

/** The environment both programs get. What is set here is all that lib/server/env.ts may count on. */
export function programEnv({ stores, ports, dir, secret, base = process.env }) {
  const origin = `http://localhost:${ports.web}`;
  // Read already (given-secret.mjs): named twice they would be refused.
  const { DATABASE_URL_FILE: _, REDIS_URL_FILE: __, NEXTAUTH_SECRET_FILE: file, ...rest } = base;
  return {
    NODE_ENV: "production",
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: origin,
    RAXX_ORIGIN: origin,
    ...rest, // a deployment names its own origin and secret
    ...(file && { NEXTAUTH_SECRET: secret }),
    DATABASE_URL: stores.databaseUrl,
    REDIS_URL: stores.redisUrl,
    PORT: String(ports.web),
    GATEWAY_PORT: String(ports.gateway),
    RAXX_DATA_DIR: dir,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** Flags with which Node leaves a profile of a process in .data/profiles. */
export function profilingFlags(name) {
  const dir = path.join(dataDir(), "profiles");
  mkdirSync(dir, { recursive: true });
  return ["--cpu-prof", `--cpu-prof-dir=${dir}`, `--cpu-prof-name=${name}.cpuprofile`];
}

/** Starts the built worker or web. */
export function startProgram(name, { env, onLine, flags = [] }) {
  const file = path.join(ROOT, BUNDLES[name]);
  if (!existsSync(file)) throw new PlainError(`${BUNDLES[name]} is missing: it was not built`);
  const layer = LAYER[name] ?? LAYER.program;
  const args = [...NODE_FLAGS, ...flags, "--enable-source-maps", file];
  return start({ name, layer, command: process.execPath, args, env, cwd: ROOT, onLine });
}

/** Waits until the site says it is well, worker included; `failed` may end the waiting with a sentence. */
export async function untilHealthy(port, { failed = () => null } = {}) {
  let last = "no answer";
  const isHealthy = async () => {
    const failure = failed();
    if (failure) throw new PlainError(failure);
    last = await healthNow(port);
    return last === "ok";
  };
  try {
    await until("health", isHealthy, { waitMsMax: HEALTHY_MS_MAX, everyMs: 100 });
  } catch (error) {
    throw new PlainError(
      `the site did not become healthy (last answer: ${last}): ${error.message}`,
    );
  }
}

async function healthNow(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
      signal: AbortSignal.timeout(5000),
    });
    return response.ok ? "ok" : `${response.status} ${(await response.text()).slice(0, 500)}`;
  } catch {
    return "no answer"; // it does not listen yet
  }
}
