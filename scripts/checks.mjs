// The checks that need no services: lint, types, and the arrows between folders.
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./services/data-dir.mjs";
import { PlainError } from "./services/plain-error.mjs";
import { run } from "./services/processes.mjs";

const CRUISED = ["app", "components", "lib", "worker", "ops", "bench", "server.ts"];

/** Format, import order and lint. */
export function lint() {
  return tool("@biomejs/biome/bin/biome", ["ci", "."]);
}

/** The compiler's opinion; needs the Prisma client and, with pages, the route types. */
export function types() {
  return tool("typescript/bin/tsc", ["--noEmit"]);
}

/**
 * The arrows of docs/ARCHITECTURE.md.
 *
 * dependency-cruiser is content when it cannot read TypeScript and looks at nothing, so nothing seen is
 * a failure.
 */
export async function rules() {
  const present = CRUISED.filter((name) => existsSync(path.join(ROOT, name)));
  const args = ["--config", ".dependency-cruiser.mjs", "--output-type", "err", ...present];
  const output = await tool("dependency-cruiser/bin/dependency-cruise.mjs", args);
  const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
  if (modules === 0) throw new PlainError(`dependency-cruiser looked at no module\n${output}`);
}

/** Files, exports and dependencies that nothing uses. */
export function unused() {
  return tool("knip/bin/knip.js", ["--no-config-hints"]);
}

function tool(file, args) {
  const name = path.basename(file).replace(/\.mjs$/, "");
  const program = path.join(ROOT, "node_modules", file);
  return run(process.execPath, [program, ...args], { name, cwd: ROOT });
}
