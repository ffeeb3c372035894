// What the desk weighs and how it feels: figures that browser tests note about a running site.
import { PlainError } from "../services/plain-error.mjs";
import { run } from "../services/processes.mjs";
import { browserEnv, playwrightOf } from "../services/site.mjs";

/** Which tests note the figures of a name. */
const TESTS = {
  "web-weight": ["--project=journeys", "e2e/first-press.spec.ts", "--grep", "before the chart"],
  "web-vitals": ["--project=vitals"],
};

const FULL = "400 strikes ticking";
const QUARTER = `${FULL}, processor at a quarter`;

/** What each note is called in the table, and what it should stay under (experience.md §0, issue 6). */
const FIGURES = {
  "web-weight": { at: "trade route script before the chart, gzipped", unit: "KB", limit: 180 },
  "web-vitals LCP ms": { at: "LCP, processor at a quarter", unit: "ms", limit: 2_500 },
  "web-vitals INP ms": { at: "slowest of five presses, at a quarter", unit: "ms", limit: 200 },
  "web-vitals CLS": { at: "CLS, at a quarter", unit: "", limit: 0.1 },
  "web-vitals batch ms, full": { at: `main thread a batch, ${FULL}`, unit: "ms", limit: 50 },
  "web-vitals batch ms, quarter": { at: `main thread a batch, ${QUARTER}`, unit: "ms", limit: 50 },
  ...longestFigures("full", FULL),
  ...longestFigures("quarter", QUARTER),
  "web-vitals preview ms": { at: "preview, asked to answered, median", unit: "ms", limit: 100 },
};

/** Browsers count tasks from 50 ms on: 0 is none. */
function longestFigures(speed, at) {
  const figure = (what) => ({ at: `longest task over 50 ms, ${at}${what}`, unit: "ms", limit: 50 });
  return {
    [`web-vitals longest task, ticking ms, ${speed}`]: figure(""),
    [`web-vitals longest task, scrolling ms, ${speed}`]: figure(", scrolled"),
  };
}

/** Characters shown of what the browser's run said last. */
const OUTPUT_SHOWN = 4_000;

/** Rows of one name, from one run of its tests against the site of a copy. */
export async function measureWeb(name, copy) {
  const env = await browserEnv(copy);
  const args = [playwrightOf(copy), "test", "--reporter=json", ...TESTS[name]];
  // A figure over its limit fails the test that claims it, and is a figure all the same.
  const output = await run(process.execPath, args, {
    name: "playwright",
    cwd: copy.into,
    env,
  }).catch((error) => error.output ?? String(error));
  const rows = Object.entries(FIGURES)
    .filter(([note]) => note.startsWith(name))
    .map(([note, figure]) => rowOf(name, figure, notedValue(output, note)));
  const said = rows.map(({ at, value, unit }) => `${at}: ${value ?? "not measured"} ${unit}`);
  if (rows.some(({ value }) => value === null)) {
    throw new PlainError(`${said.join("\n")}\n${output.slice(-OUTPUT_SHOWN)}`);
  }
  return rows;
}

/** The last one noted: a retry is nearer the truth than the try that failed. */
function notedValue(output, note) {
  const noted = new RegExp(`"type": "${note}",\\s*"description": "([\\d.-]+)"`, "g");
  const found = [...output.matchAll(noted)].at(-1);
  return found === undefined ? null : Number(found[1]);
}

function rowOf(name, { at, unit, limit }, value) {
  return {
    ...{ name, at, value, unit, peer: null, peerUnit: "", ratio: null },
    ...{ floor: limit, goal: limit, lowerIsBetter: true, cpuShare: null },
    checked: `limit ${limit} ${unit}`.trim(),
  };
}
