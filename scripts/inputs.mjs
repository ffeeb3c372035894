// Hashes of source files: a build is skipped when nothing it reads has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./services/data-dir.mjs";
import { SKIPPED } from "./steps.mjs";

const NOT_SOURCE = new Set(["node_modules", ".git", ".next", "dist", ".data", "test-results"]);
const NOT_BUILT = /\.test\.tsx?$|\/testing\//; // a changed test must not cost a build

/** Runs `build` unless `output` was made from these very inputs; the hash is kept in `mark`. */
export async function whenChanged({ inputs, mark, output }, build) {
  const hash = hashInputs(inputs);
  if (existsSync(output) && readMark(mark) === hash) return SKIPPED;

  rmSync(mark, { force: true }); // a build that fails half-way must not look finished
  await build();
  mkdirSync(path.dirname(mark), { recursive: true });
  writeFileSync(mark, hash);
}

/** A hash over the names and contents of the files whose path matches, and over what Next bakes in. */
function hashInputs(pattern) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(`${name}=${value}\0`);
  }
  for (const file of sourceFiles()) {
    if (!pattern.test(file) || NOT_BUILT.test(file)) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(ROOT, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Tracked files and new ones git does not ignore; from the disk where there is no git (an image, a tarball). */
export function sourceFiles() {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { status, stdout } = spawnSync("git", args, { cwd: ROOT, maxBuffer: 64 << 20 });
  const files = status === 0 ? String(stdout).split("\0").filter(Boolean) : filesUnder("");
  return files.filter((file) => existsSync(path.join(ROOT, file))).sort(); // git lists deleted ones too
}

function filesUnder(dir) {
  return readdirSync(path.join(ROOT, dir), { withFileTypes: true }).flatMap((entry) => {
    const file = dir === "" ? entry.name : `${dir}/${entry.name}`;
    if (!entry.isDirectory()) return [file];
    return NOT_SOURCE.has(entry.name) || file === "prisma/generated" ? [] : filesUnder(file);
  });
}

function readMark(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
