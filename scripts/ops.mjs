// Operator commands against the running copy (or DATABASE_URL and REDIS_URL): npm run ops -- verify --all
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { buildBundles, generateClient } from "./build.mjs";
import { dataDir, ROOT, runningCopy } from "./services/data-dir.mjs";
import { givenSecret } from "./services/given-secret.mjs";
import { PlainError, report } from "./services/plain-error.mjs";

/** The stores of the environment, else those of the copy that runs on this data directory. */
function stores() {
  const running = runningCopy(dataDir());
  const DATABASE_URL = givenSecret("DATABASE_URL") ?? running?.databaseUrl;
  const REDIS_URL = givenSecret("REDIS_URL") ?? running?.redisUrl;
  if (!DATABASE_URL || !REDIS_URL) {
    throw new PlainError(
      "Nothing is running: start it with npm start, or set DATABASE_URL and REDIS_URL.",
    );
  }
  return { DATABASE_URL, REDIS_URL };
}

try {
  // The addresses are read already: named twice they would be refused.
  const { DATABASE_URL_FILE: _, REDIS_URL_FILE: __, ...given } = process.env;
  const env = { ...given, ...stores() };
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
