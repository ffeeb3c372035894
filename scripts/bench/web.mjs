// What the desk weighs and how it feels: figures that e2e/web-numbers.spec.ts notes about a running site.
import path from "node:path";
import { PlainError } from "../services/plain-error.mjs";
import { run } from "../services/processes.mjs";

const SPEC = "e2e/web-numbers.spec.ts";

/** What each note is called in the table, and what it should stay under (experience.md §0, issue 6). */
const FIGURES = {
  "web-weight": { at: "trade route script before the chart, gzipped", unit: "KB", limit: 180 },
  "web-vitals LCP ms": { at: "LCP, processor at a quarter", unit: "ms", limit: 2_500 },
  "web-vitals INP ms": { at: "slowest of five presses, at a quarter", unit: "ms", limit: 200 },
  "web-vitals CLS": { at: "CLS, at a quarter", unit: "", limit: 0.1 },
  "web-vitals batch ms": { at: "main thread per batch of 800 quotes", unit: "ms", limit: 50 },
  "web-vitals longest task, ticking ms": {
    at: "longest task over 50 ms, 400 strikes ticking",
    unit: "ms",
    limit: 50,
  },
  "web-vitals longest task, scrolling ms": {
    at: "longest task over 50 ms, ticking and scrolled",
    unit: "ms",
    limit: 50,
  },
  "web-vitals preview ms": { at: "preview, asked to answered, median", unit: "ms", limit: 100 },
};

/** Rows of one name, from one run of the spec against a site. */
export async function measureWeb(name, { cwd, env }) {
  const program = path.join(cwd, "node_modules/playwright/cli.js");
  const grep = name === "web-weight" ? "script before the chart" : "slower|strikes|preview";
  const args = [program, "test", "--reporter=json", SPEC, "--grep", grep];
  const output = await run(process.execPath, args, {
    name: "playwright",
    cwd,
    env: { ...env, RAXX_WEB_NUMBERS: "1" },
  });
  const rows = Object.entries(FIGURES)
    .filter(([note]) => note.startsWith(name))
    .flatMap(([note, figure]) => rowOf(name, figure, notedValue(output, note)));
  if (rows.length === 0) throw new PlainError(`no figures in:\n${output}`);
  return rows;
}

/** The last one noted: a retry is nearer the truth than the try that failed. */
function notedValue(output, note) {
  const noted = new RegExp(`"type": "${note}",\\s*"description": "([\\d.-]+)"`, "g");
  const found = [...output.matchAll(noted)].at(-1);
  return found === undefined ? null : Number(found[1]);
}

function rowOf(name, { at, unit, limit }, value) {
  if (value === null) return [];
  return [
    {
      ...{ name, at, value, unit, peer: null, peerUnit: "", ratio: null },
      ...{ floor: limit, goal: limit, lowerIsBetter: true, cpuShare: null },
      checked: `limit ${limit} ${unit}`.trim(),
    },
  ];
}
