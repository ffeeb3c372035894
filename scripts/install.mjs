// npm ci, only when the lockfile changed: it removes node_modules first, which costs half a minute.
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./services/data-dir.mjs";
import { holdingLock } from "./services/lock.mjs";
import { PlainError } from "./services/plain-error.mjs";
import { run } from "./services/processes.mjs";
import { SKIPPED } from "./steps.mjs";

const NODE_MIN = [20, 19]; // package.json "engines"; Prisma 7 and Next 16 refuse older ones less clearly
const MODULES = path.join(ROOT, "node_modules");
const MARK = path.join(MODULES, ".raxx-lock");

/** Throws one sentence when this Node cannot run Raxx. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [majorMin, minorMin] = NODE_MIN;
  if (major > majorMin || (major === majorMin && minor >= minorMin)) return;
  throw new PlainError(
    `Node ${majorMin}.${minorMin} or newer is needed and this is ${process.versions.node}; install a newer one from https://nodejs.org (.nvmrc names ours)`,
  );
}

/** Makes node_modules match package-lock.json. */
export async function install() {
  const lockfile = readFileSync(path.join(ROOT, "package-lock.json"), "utf8");
  const hash = createHash("sha256").update(lockfile).digest("hex");
  if (isMarked(hash)) return SKIPPED;
  // Two copies of one checkout may start together: the second waits, then finds the work done.
  return holdingLock(path.join(ROOT, "dist/.install-lock"), () => installOnce(lockfile, hash));
}

async function installOnce(lockfile, hash) {
  if (isMarked(hash)) return SKIPPED;
  // npm ci empties node_modules first: through a link that would be another checkout's.
  if (existsSync(MODULES) && lstatSync(MODULES).isSymbolicLink()) {
    throw new PlainError("node_modules is a link to another checkout's, made for other versions");
  }
  const current = isInstalled(JSON.parse(lockfile));
  if (!current) await run("npm", ["ci", "--loglevel=error"], { name: "npm ci", cwd: ROOT });
  writeFileSync(MARK, hash);
  return current ? SKIPPED : undefined;
}

function isMarked(hash) {
  return existsSync(MARK) && readFileSync(MARK, "utf8") === hash;
}

/** Somebody may have run npm by hand: npm's own record then says that nothing is missing. */
function isInstalled({ packages }) {
  const record = path.join(ROOT, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const same = (name) => installed[name]?.version === packages[name].version;
  const wanted = Object.keys(packages).filter((name) => name !== "");
  const required = wanted.filter((name) => !packages[name].optional || installed[name]);
  return required.every(same) && Object.keys(installed).every((name) => name in packages);
}
