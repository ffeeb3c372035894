// npm run check: everything that needs no services, in under half a minute. For before each commit.
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateClient, generateRouteTypes } from "./build.mjs";
import { lint, rules, types, unused } from "./checks.mjs";
import { install, requireNode } from "./install.mjs";
import { report } from "./services/plain-error.mjs";
import { stopAll } from "./services/processes.mjs";
import { onStopRequest } from "./services/signals.mjs";
import { step } from "./steps.mjs";
import { runVitest } from "./suites.mjs";
import { makeTally } from "./tally.mjs";

const tally = makeTally();

async function main() {
  requireNode();
  await step("npm ci", install);
  const linted = tally.check("lint", lint); // reads sources only, so it need not wait for the client
  await tally.attempt("prisma generate", generateClient);
  await Promise.all([
    linted,
    tally.check("rules", rules).then(() => tally.check("unused", unused)),
    tally.attempt("unit tests", unitTests),
    tally.attempt("next typegen", generateRouteTypes).then(() => tally.check("types", types)),
  ]);
  console.log(tally.line());
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

async function unitTests() {
  const reportFile = path.join(tmpdir(), `raxx-check-${process.pid}.json`);
  tally.add(await runVitest({ projects: ["unit"], env: process.env, reportFile }));
  rmSync(reportFile, { force: true });
}

onStopRequest(() => stopAll().then(() => process.exit(1)));
main().catch((error) => {
  report(error);
  process.exitCode = 1;
});
