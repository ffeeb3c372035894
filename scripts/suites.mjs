// Runs the two test runners and counts their tests from their JSON reports, never from their text.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./services/data-dir.mjs";
import { run } from "./services/processes.mjs";

const VITEST = path.join(ROOT, "node_modules/vitest/vitest.mjs");
const PLAYWRIGHT = path.join(ROOT, "node_modules/playwright/cli.js");

/** Runs vitest; answers how many tests passed and failed. */
export async function runVitest({ projects, env, reportFile }) {
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const chosen = projects.flatMap((project) => ["--project", project]);
  const command = [VITEST, ...args, ...chosen];
  return runCounted({ name: "vitest", command, env, reportFile, count: countVitest });
}

/** Runs the browser journeys; answers how many passed and failed. */
export async function runPlaywright({ env, reportFile }) {
  const withReport = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile };
  const projects = ["--project=journeys", "--project=days"];
  const command = [PLAYWRIGHT, "test", ...projects, "--reporter=list,json"];
  return runCounted({
    name: "playwright",
    command,
    env: withReport,
    reportFile,
    count: countPlaywright,
  });
}

async function runCounted({ name, command, env, reportFile, count }) {
  mkdirSync(path.dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true }); // an old report must not speak for this run
  const failure = await run(process.execPath, command, { name, cwd: ROOT, env }).then(
    () => null,
    (error) => error,
  );
  if (failure) console.log(failure.output ?? failure.message);
  const counts = readCounts(reportFile, count);
  const nothingRan = counts.passed + counts.failed === 0;
  if (nothingRan) console.log(`${name}: no test ran`);
  // A runner that failed without a failed test (a file that does not load, a crash) is one failure.
  const unseen = (failure !== null || nothingRan) && counts.failed === 0;
  return { passed: counts.passed, failed: counts.failed + (unseen ? 1 : 0) };
}

function readCounts(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 0 }; // it crashed before writing
  }
}

function countVitest({ numPassedTests, numFailedTests, testResults }) {
  // A file that does not load has no tests that could fail: it counts as one.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

function countPlaywright({ stats, errors }) {
  const passed = stats.expected + stats.flaky;
  if (stats.flaky > 0) console.log(`${stats.flaky} browser tests passed only the second time`);
  return { passed, failed: stats.unexpected + errors.length };
}
