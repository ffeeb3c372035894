// Operator commands against the running copy (or DATABASE_URL and REDIS_URL): npm run ops -- verify --all
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { buildBundles, generateClient } from "./build.mjs";
import { dataDir, ROOT, runningCopy } from "./services/data-dir.mjs";
import { PlainError, report } from "./services/plain-error.mjs";

/** The stores of the environment, else those of the copy that runs on this data directory. */
function stores() {
  const running = runningCopy(dataDir());
  const DATABASE_URL = process.env.DATABASE_URL ?? running?.databaseUrl;
  const REDIS_URL = process.env.REDIS_URL ?? running?.redisUrl;
  if (!DATABASE_URL || !REDIS_URL) {
    throw new PlainError(
      "Nothing is running: start it with npm start, or set DATABASE_URL and REDIS_URL.",
    );
  }
  return { DATABASE_URL, REDIS_URL };
}

try {
  const env = { ...process.env, ...stores() };
  await generateClient();
  await buildBundles();
  const program = path.join(ROOT, "dist/ops.mjs");
  const args = ["--enable-source-maps", program, ...process.argv.slice(2)];
  const [code] = await once(spawn(process.execPath, args, { env, stdio: "inherit" }), "exit");
  process.exitCode = code ?? 1;
} catch (error) {
  report(error);
  process.exitCode = 1;
}
