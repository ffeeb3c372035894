/** House rules that no linter knows. Opt out on the line, with the reason: `// tidy-ok: why`. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const ROOTS = ["app", "components", "lib", "worker", "ops", "scripts", "bench", "e2e"];
const LINES_MAX = 300;

const CORE = /^lib\/engine\/(?!.*(\.test\.ts$|testing\/))/;
const PRODUCT = /^(app|components|lib|worker|ops|server\.ts)(?!.*(\.test\.tsx?$|testing\/))/;
const EVERYWHERE = /^/;

type Rule = {
  readonly ban: RegExp;
  readonly in: RegExp;
  readonly but?: RegExp;
  readonly instead: string;
};

const RULES: readonly Rule[] = [
  { ban: /Math\.random/, in: CORE, instead: "take the seed as an argument" },
  {
    ban: /\bparseFloat\(|\.toFixed\(/,
    in: PRODUCT,
    instead: "lib/engine/money, or lib/client/format",
  },
  { ban: /process\.env/, in: PRODUCT, but: /^lib\/server\/env\.ts$/, instead: "lib/server/env.ts" },
  {
    ban: /Date\.now\(|new Date\(\)/,
    in: PRODUCT,
    but: /^lib\/server\/clock\.ts$/,
    instead: "the clock in deps: deps.clock.nowMs()",
  },
  { ban: /\b(FIXME|XXX)\b/, in: EVERYWHERE, instead: "finish it, or open an issue" },
  { ban: /@ts-ignore|@ts-nocheck/, in: EVERYWHERE, instead: "@ts-expect-error with the reason" },
  {
    ban: /\b(test|describe|it)\.only\(/,
    in: EVERYWHERE,
    instead: "remove it: it hides the others",
  },
];

const VAGUE_NAMES =
  /(^|[/-])(utils?|helpers?|common|shared|misc|stuff|manager|types|constants)([/.-]|$)/;

const files = [...ROOTS.flatMap(filesUnder), ...rootFiles()].filter(isSource);

test("the rules see the sources", () => {
  expect(files).toContain("lib/tidy.test.ts");
});

test("no line does what a house rule forbids", () => {
  expect(files.flatMap(forbiddenLines)).toEqual([]);
});

test(`no file is longer than ${LINES_MAX} lines: split it by decision`, () => {
  const long = files.filter((file) => linesOf(file).length > LINES_MAX + 1); // after the last newline is no line
  expect(long).toEqual([]);
});

test("no file has a name that could hold anything", () => {
  expect(files.filter((file) => VAGUE_NAMES.test(file))).toEqual([]);
});

test("an opt-out says why", () => {
  const silent = files.flatMap((file) =>
    linesOf(file).flatMap((line, index) =>
      /\/\/ tidy-ok(?!: \S)/.test(line) && file !== "lib/tidy.test.ts"
        ? [`${file}:${index + 1}`]
        : [],
    ),
  );
  expect(silent).toEqual([]);
});

function forbiddenLines(file: string): string[] {
  if (file === "lib/tidy.test.ts") return []; // it names what it forbids
  const rules = RULES.filter((rule) => rule.in.test(file) && !rule.but?.test(file));
  return linesOf(file).flatMap((line, index) =>
    rules
      .filter(({ ban }) => ban.test(line) && !line.includes("// tidy-ok: "))
      .map(({ ban, instead }) => `${file}:${index + 1} has ${ban.source}; instead: ${instead}`),
  );
}

function linesOf(file: string): string[] {
  return readFileSync(path.join(ROOT, file), "utf8").split("\n");
}

function filesUnder(dir: string): string[] {
  try {
    const names = readdirSync(path.join(ROOT, dir), { recursive: true, encoding: "utf8" });
    return names.map((name) => `${dir}/${name}`);
  } catch {
    return []; // not written yet
  }
}

function rootFiles(): string[] {
  return readdirSync(ROOT);
}

function isSource(file: string): boolean {
  if (file.includes("/node_modules/")) return false; // the mutation tools have their own
  return /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith(".d.ts");
}
