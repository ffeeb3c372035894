// Where this copy keeps its data. Two copies run side by side with different directories and ports.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readLiveLock, takeLock } from "./lock.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

export function dataDir() {
  return path.resolve(ROOT, process.env.RAXX_DATA_DIR || ".data");
}

/** Takes this data directory for one copy, or throws a sentence that says who has it. */
export function lockDataDir(dir) {
  return takeLock(path.join(dir, "lock"), {
    busy: ({ pid, url }) =>
      `already running on ${dir} (process ${pid}${url ? `, ${url}` : ""}); stop it, or give the second copy its own RAXX_DATA_DIR and PORT`,
  });
}

/** The URLs of the copy that runs on this directory, or null when none does. */
export function runningCopy(dir) {
  return readLiveLock(path.join(dir, "lock"));
}

/** A secret made once per data directory, readable by the owner only. */
export function keptSecret(dir, name) {
  const file = path.join(dir, name);
  mkdirSync(dir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}
