// Keeps the last scores of the mutation tests in docs/proof.md, between two marks.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../services/data-dir.mjs";
import { run } from "../services/processes.mjs";

const [FROM, TO] = ["<!-- mutate -->", "<!-- /mutate -->"];

/** Replaces the section of the areas that ran. */
export async function recordScores(scores) {
  const file = path.join(ROOT, "docs/proof.md");
  const text = readFileSync(file, "utf8");
  const commit = (await run("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT })).trim();
  const date = new Date().toISOString().slice(0, 10);
  const kept = (text.split(FROM)[1]?.split(TO)[0] ?? "").split("\n").filter(isKept(scores));
  const rows = scores.map(
    ({ name, score, killed, counted }) =>
      `| ${name} | ${score.toFixed(1)}% | ${killed} of ${counted} | ${date}, ${commit} |`,
  );
  const table = [...kept, ...rows].sort();
  const section = [
    FROM,
    "| area | score | mutants found | when |",
    "|---|---|---|---|",
    ...table,
    TO,
  ].join("\n");
  const [before, rest = ""] = text.split(FROM);
  const after = rest.includes(TO) ? rest.split(TO)[1] : "\n";
  writeFileSync(file, `${before}${section}${after}`);
}

function isKept(scores) {
  const again = new Set(scores.map(({ name }) => name));
  return (line) => {
    const [, name = ""] = line.split("|").map((cell) => cell.trim());
    return /%/.test(line) && !again.has(name);
  };
}
