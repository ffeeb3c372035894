// npm run mutate [-- area ...] [-- --record]: changes the engine's code a little, thousands of times, and
// counts how often a test of the same folder notices. Survivors are listed in .data/mutants/.
//   --record    writes the scores into docs/proof.md
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { install, requireNode } from "./install.mjs";
import { recordScores } from "./mutate/record.mjs";
import { dataDir, ROOT } from "./services/data-dir.mjs";
import { PlainError, report } from "./services/plain-error.mjs";
import { run as npm } from "./services/processes.mjs";

const SCORE_MIN = 85;
/** What is changed, and the tests that must notice: those beside it, so that a score is of its own tests. */
const AREAS = {
  money: {
    mutate: ["lib/engine/money.ts", "lib/engine/decimal.ts", "lib/engine/canonical.ts"],
    tests: ["lib/engine/*.test.ts"],
  },
  ledger: { mutate: ["lib/engine/ledger/**/*.ts"], tests: ["lib/engine/ledger/**/*.test.ts"] },
  margin: { mutate: ["lib/engine/margin/**/*.ts"], tests: ["lib/engine/margin/**/*.test.ts"] },
  match: { mutate: ["lib/engine/match/**/*.ts"], tests: ["lib/engine/match/**/*.test.ts"] },
};
const TOOLS = path.join(ROOT, "scripts/mutate");
const RUNNER = path.join(TOOLS, "node_modules/@stryker-mutator/vitest-runner/dist/src/index.js");
const KILLED = new Set(["Killed", "Timeout"]);
const COUNTED = new Set([...KILLED, "Survived", "NoCoverage"]);

const asked = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));

async function main() {
  const unknown = asked.find((name) => !AREAS[name]);
  if (unknown)
    throw new PlainError(`no area "${unknown}"; there are ${Object.keys(AREAS).join(", ")}`);
  requireNode();
  await install();
  await installTools();
  const scores = [];
  for (const name of asked.length > 0 ? asked : Object.keys(AREAS)) scores.push(await run(name));
  for (const { name, score, killed, counted } of scores) {
    const verdict = score >= SCORE_MIN ? "" : `  UNDER ${SCORE_MIN}%`;
    console.log(`${name.padEnd(8)} ${score.toFixed(1)}%  ${killed} of ${counted}${verdict}`);
  }
  if (process.argv.includes("--record")) await recordScores(scores);
  process.exitCode = scores.every(({ score }) => score >= SCORE_MIN) ? 0 : 1;
}

/** The tools have a package of their own: nobody who starts or tests Raxx waits for them. */
async function installTools() {
  if (existsSync(RUNNER)) return;
  await npm("npm", ["ci", "--loglevel=error"], { name: "npm ci for mutate", cwd: TOOLS });
}

async function run(name) {
  const { Stryker } = await import("./mutate/stryker.mjs"); // here: this file loads before npm ci has run
  const { mutate, tests } = AREAS[name];
  process.env.MUTATE_TESTS = JSON.stringify(tests);
  const results = await new Stryker({
    testRunner: "vitest",
    plugins: [RUNNER],
    vitest: { configFile: "scripts/mutate/vitest.config.mjs", related: false },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    disableTypeChecks: false,
    mutate: [...mutate, "!**/*.test.ts"],
    reporters: ["progress-append-only"],
    concurrency: 2,
    timeoutMS: 20_000,
    tempDirName: path.relative(ROOT, path.join(dataDir(), "stryker")),
    ignorePatterns: [
      "**",
      "!lib/engine/**",
      "!scripts/mutate/vitest.config.mjs",
      "!package.json",
      "!tsconfig.json",
    ],
  }).runMutationTest();
  return scoreOf(name, results);
}

function scoreOf(name, results) {
  const counted = results.filter(({ status }) => COUNTED.has(status));
  const killed = counted.filter(({ status }) => KILLED.has(status));
  const survivors = counted.filter(({ status }) => !KILLED.has(status)).map(survivorText);
  mkdirSync(path.join(dataDir(), "mutants"), { recursive: true });
  writeFileSync(path.join(dataDir(), `mutants/${name}.txt`), survivors.join("\n"));
  const score = (100 * killed.length) / counted.length;
  return { name, score, killed: killed.length, counted: counted.length };
}

function survivorText({ fileName, location, replacement, status }) {
  const lines = readFileSync(fileName, "utf8").split("\n");
  const { start } = location;
  const where = `${path.relative(ROOT, fileName)}:${start.line}`;
  return `${where} ${status}\n  ${lines[start.line - 1]?.trim()}\n  → ${replacement?.replaceAll("\n", " ")}`;
}

main().catch((error) => {
  report(error);
  process.exitCode = 1;
});
