// Everything that is built: the Prisma client, the site, and one bundle per program. Each part is skipped
// when nothing it reads has changed, so a warm start takes seconds. As a program: node scripts/build.mjs
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";
import { whenChanged } from "./inputs.mjs";
import { install, requireNode } from "./install.mjs";
import { prisma } from "./prisma.mjs";
import { ROOT } from "./services/data-dir.mjs";
import { holdingLock } from "./services/lock.mjs";
import { report } from "./services/plain-error.mjs";
import { run, stopAll } from "./services/processes.mjs";
import { SKIPPED, step } from "./steps.mjs";

/** Programs that run beside or under the site. One that is not written yet is left out. */
const ENTRIES = {
  worker: "worker/index.ts",
  server: "server.ts",
  ops: "scripts/ops/index.ts",
};

const CONFIG = "package-lock\\.json$|tsconfig\\.json$|scripts/(build|bundle)\\.mjs$|prisma/schema/";
const SITE_INPUTS = new RegExp(
  `^(app/|components/|lib/|public/|proxy\\.ts$|instrumentation[^/]*\\.ts$|next\\.config|postcss\\.config|${CONFIG})`,
);
const BUNDLE_INPUTS = new RegExp(`^(lib/|worker/|scripts/ops/|server\\.ts$|${CONFIG})`);

const SCHEMA_DIR = path.join(ROOT, "prisma/schema");
const CLIENT_DIR = path.join(ROOT, "prisma/generated");
const NEXT_CLI = path.join(ROOT, "node_modules/next/dist/bin/next");

/** Makes the typed client of the database; nothing when there is no schema. */
export async function generateClient() {
  if (!existsSync(SCHEMA_DIR)) return SKIPPED;
  const mark = path.join(CLIENT_DIR, ".inputs-hash");
  const inputs = /^(package-lock\.json$|prisma\/schema\/|prisma\.config\.ts$)/;
  return whenChanged({ inputs, mark, output: CLIENT_DIR }, () => prisma(["generate"]));
}

/** Makes next-env.d.ts and the route types, without which a fresh clone does not type-check. */
export async function generateRouteTypes() {
  if (!existsSync(path.join(ROOT, "app"))) return SKIPPED;
  await run(process.execPath, [NEXT_CLI, "typegen"], {
    name: "next typegen",
    cwd: ROOT,
    env: buildEnv(),
  });
}

/** Builds site and bundles. Two copies of one checkout may start together: the second waits, then skips. */
export function buildAll() {
  return holdingLock(path.join(ROOT, "dist/.build-lock"), async () => {
    const site = await step("  next build", buildSite);
    const bundles = await step("  esbuild", buildBundles);
    return site === SKIPPED && bundles === SKIPPED ? SKIPPED : undefined;
  });
}

function buildSite() {
  if (!existsSync(path.join(ROOT, "app"))) return SKIPPED;
  const mark = path.join(ROOT, ".next/.inputs-hash");
  const output = path.join(ROOT, ".next/BUILD_ID");
  return whenChanged({ inputs: SITE_INPUTS, mark, output }, () =>
    run(process.execPath, [NEXT_CLI, "build"], { name: "next build", cwd: ROOT, env: buildEnv() }),
  );
}

/** Bundles the programs that changed. */
export function buildBundles() {
  const present = Object.entries(ENTRIES).filter(([, file]) => existsSync(path.join(ROOT, file)));
  if (present.length === 0) return SKIPPED;
  const mark = path.join(ROOT, "dist/.build-hash");
  const output = path.join(ROOT, `dist/${present.at(-1)[0]}.mjs`);
  return whenChanged({ inputs: BUNDLE_INPUTS, mark, output }, () =>
    bundle(Object.fromEntries(present)),
  );
}

/** Pages are built without services: what reads the environment then gets addresses where nobody answers. */
function buildEnv() {
  return {
    DATABASE_URL: "postgresql://unused:unused@127.0.0.1:1/unused",
    REDIS_URL: "redis://127.0.0.1:1",
    NEXTAUTH_SECRET: "only-for-the-build-never-at-run-time",
    NEXTAUTH_URL: "http://localhost:3000",
    RAXX_ORIGIN: "http://localhost:3000",
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    requireNode();
    await step("npm ci", install);
    await step("prisma generate", generateClient);
    await step("build", buildAll);
  } catch (error) {
    report(error);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}
