/** Short runs of the simulation; a seed that broke a law once is kept here with what it found. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { execPath } from "node:process";
import { expect, test } from "vitest";
import { simulate } from "./simulate";

const ROOT = path.resolve(import.meta.dirname, "../../../..");

/** The run's hash, as scripts/sim.mjs takes it. */
function hashOf(seed: number, steps: number): string {
  const hash = createHash("sha256");
  simulate({ seed, steps, onState: (text) => hash.update(text).update("\n") });
  return hash.digest("hex");
}

/** The hash that another process prints. */
function printedHash(seed: number, steps: number): string {
  const args = ["scripts/sim.mjs", "--seed", String(seed), "--steps", String(steps)];
  const output = execFileSync(execPath, args, { cwd: ROOT, encoding: "utf8" });
  return /^hash +([0-9a-f]{64})$/m.exec(output)?.[1] ?? output;
}

test("the same seed ends in the same bytes in every process, and another seed in others", () => {
  const here = hashOf(7, 700);

  expect(printedHash(7, 700)).toBe(here);
  expect(printedHash(7, 700)).toBe(here);
  expect(hashOf(8, 700)).not.toBe(here);
});

// A wider generator plays another run under the same seed, so what a seed found also has its smallest
// test beside the code: 12 recompute-fill.test.ts, 8 accept-order.test.ts (the buy stop in cash).
test.each([
  { seed: 8, steps: 1_000 },
  { seed: 12, steps: 1_000 },
])("no law breaks in seed $seed", ({ seed, steps }) => {
  const { coverage } = simulate({ seed, steps, onState: () => undefined });

  expect(coverage.events.get("order_filled")).toBeGreaterThan(0);
});
