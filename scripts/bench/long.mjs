// The long benchmarks: a start from a bare clone, the newcomer's journey, what the desk weighs, npm test.
import path from "node:path";
import { ROOT } from "../services/data-dir.mjs";
import { PlainError } from "../services/plain-error.mjs";
import { freePort } from "../services/ports.mjs";
import { run } from "../services/processes.mjs";
import { browserEnv, playwrightOf, siteEnv, withSite } from "../services/site.mjs";
import { measureWeb } from "./web.mjs";

const JOURNEYS = 3;
let cloned = null;

/** Rows of one long benchmark. */
export async function measureLong(name, { dir, adopt }) {
  cloned ??= clone(path.join(dir, "clone"));
  const copy = await cloned;
  if (name === "start") return measureStart(copy);
  if (name === "journey") return withSite(copy, adopt, () => measureJourney(copy));
  if (name.startsWith("web-")) return withSite(copy, adopt, () => measureWebOf(name, copy));
  return measureTest(copy);
}

/** The last commit as somebody else would get it: nothing installed, nothing built. */
async function clone(into) {
  await run("git", ["clone", "--quiet", "--no-hardlinks", ROOT, into], { cwd: ROOT });
  return { into, data: path.join(into, ".data"), port: await freePort() };
}

async function measureStart(copy) {
  const once = () => npm(copy, ["start", "--", "--once"]);
  const cold = await secondsOf(once);
  const warm = await secondsOf(once);
  return [
    row("start", "cold, fresh clone", cold, { floor: 90, goal: 45 }),
    row("start", "warm", warm, { floor: null, goal: null }),
  ];
}

async function measureJourney(copy) {
  const seconds = [];
  for (let n = 0; n < JOURNEYS; n += 1) seconds.push(await journey(copy));
  const median = seconds.sort((one, other) => one - other)[Math.floor(JOURNEYS / 2)];
  return [row("journey", `sign-up to first fill, of ${JOURNEYS}`, median, { floor: 15, goal: 8 })];
}

async function measureWebOf(name, copy) {
  return measureWeb(name, copy);
}

/** The seconds the scripted newcomer needs, as the test itself notes them. */
async function journey(copy) {
  const output = await run(
    process.execPath,
    [playwrightOf(copy), "test", "--reporter=json", "e2e/first-fill.spec.ts", "--grep", "newcomer"],
    { name: "playwright", cwd: copy.into, env: await browserEnv(copy) },
  );
  const noted = /"type": "journey",\s*"description": "(\d+) ms"/.exec(output);
  if (noted === null) throw new PlainError(`no journey time in:\n${output}`);
  return Number(noted[1]) / 1_000;
}

async function measureTest(copy) {
  let last = "";
  const seconds = await secondsOf(async () => {
    const output = await npm(copy, ["test"]).catch((error) => error.output ?? String(error));
    last = output.trim().split("\n").at(-1);
  });
  return [row("test", "npm test", seconds, { floor: 300, goal: 150, checked: last })];
}

function npm(copy, args) {
  const name = `npm ${args.join(" ")}`;
  return run("npm", args, { name, cwd: copy.into, env: siteEnv(copy) });
}

async function secondsOf(work) {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1_000;
}

function row(name, at, value, { floor, goal, checked = "ran to its end" }) {
  return {
    ...{ name, at, value, unit: "s", peer: null, peerUnit: "", ratio: null },
    ...{ floor, goal, lowerIsBetter: true, cpuShare: null, checked },
  };
}
