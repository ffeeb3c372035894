// npm run sim -- --seed 42 --steps 100000: random traders against the whole engine, the laws checked at
// each step. To profile: node --cpu-prof scripts/sim.mjs --seed 42. Prints what happened how often, and a hash: the same seed gives the same hash.
// A seed that breaks a law becomes a row in lib/engine/testing/simulation/simulation.test.ts.
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { importBundled } from "./bundle.mjs";
import { report } from "./services/plain-error.mjs";
import { wholeOption } from "./whole-option.mjs";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, steps: { type: "string", default: "100000" } },
});

function table(title, counts) {
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(`\n${title}`);
  for (const [name, count] of rows) console.log(`  ${String(count).padStart(9)}  ${name}`);
}

const { simulate } = await importBundled("lib/engine/testing/simulation/simulate.ts");
const hash = createHash("sha256");
const started = process.cpuUsage();
try {
  const [seed, steps] = [wholeOption(values, "seed"), wholeOption(values, "steps")];
  const result = simulate({ seed, steps, onState: (text) => hash.update(text).update("\n") });
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  const { coverage } = result;
  table("commands", coverage.commands);
  table("events", coverage.events);
  table("of these", coverage.details);
  table("rejections", coverage.rejections);
  console.log(`\nnever: ${coverage.holes().join(", ") || "nothing"}`);
  console.log(`seed      ${seed}`);
  console.log(
    `steps     ${result.steps} commands, ${result.events} events, ${result.accounts} accounts, until ${result.lastDate}`,
  );
  console.log(`speed     ${Math.round(result.steps / seconds)} commands/s of processor time`);
  console.log(`hash      ${hash.digest("hex")}`);
} catch (error) {
  if (error.name === "BrokenRun") console.error(error.message);
  else report(error);
  if (error.cause) console.error(error.cause);
  process.exitCode = 1;
}
