/** docs/asvs.md: every requirement of levels 1 and 2 of OWASP ASVS 5.0.0 has a row, and every test it names is there. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

/** The level of each requirement of a section, in order (tag v5.0.0); those after the last are of level 3. */
const LEVELS: { readonly [section: string]: string } = {
  "1.1": "22",
  "1.2": "111112222",
  "1.3": "11222222222",
  "1.4": "222",
  "1.5": "12",
  "2.1": "122",
  "2.2": "112",
  "2.3": "1222",
  "2.4": "2",
  "3.2": "11",
  "3.3": "1222",
  "3.4": "112222",
  "3.5": "11122",
  "3.7": "22",
  "4.1": "122",
  "4.2": "2",
  "4.3": "22",
  "4.4": "1222",
  "5.1": "2",
  "5.2": "112",
  "5.3": "11",
  "5.4": "222",
  "6.1": "122",
  "6.2": "111111112222",
  "6.3": "1122",
  "6.4": "1122",
  "6.5": "22222",
  "6.6": "222",
  "6.8": "2222",
  "7.1": "222",
  "7.2": "1111",
  "7.3": "22",
  "7.4": "11222",
  "7.5": "22",
  "7.6": "22",
  "8.1": "12",
  "8.2": "112",
  "8.3": "1",
  "8.4": "2",
  "9.1": "111",
  "9.2": "1222",
  "10.1": "22",
  "10.2": "22",
  "10.3": "2222",
  "10.4": "11111222222",
  "10.5": "22222",
  "10.6": "22",
  "10.7": "222",
  "11.1": "22",
  "11.2": "222",
  "11.3": "112",
  "11.4": "1222",
  "11.5": "2",
  "11.6": "2",
  "12.1": "122",
  "12.2": "11",
  "12.3": "2222",
  "13.1": "2",
  "13.2": "22222",
  "13.3": "22",
  "13.4": "12222",
  "14.1": "22",
  "14.2": "1222",
  "14.3": "122",
  "15.1": "122",
  "15.2": "122",
  "15.3": "1222222",
  "16.1": "2",
  "16.2": "22222",
  "16.3": "2222",
  "16.4": "222",
  "16.5": "222",
  "17.1": "2",
  "17.2": "2222",
  "17.3": "22",
};

interface Row {
  readonly number: string;
  readonly level: number;
  readonly heldBy: string;
}

const ROWS: readonly Row[] = readFileSync(path.join(ROOT, "docs/asvs.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const row = /^\| (\d+\.\d+\.\d+) \| (\d) \| [^|]+ \| ([^|]+) \|$/.exec(line);
    return row === null
      ? []
      : [{ number: row[1] ?? "", level: Number(row[2]), heldBy: row[3] ?? "" }];
  });

test("the standard is counted as its tag is: 70 and 183", () => {
  const digits = Object.values(LEVELS).join("");
  expect([1, 2].map((level) => [...digits].filter((d) => d === String(level)).length)).toEqual([
    70, 183,
  ]);
});

test("every requirement of levels 1 and 2 has one row, with its level", () => {
  const wanted = Object.entries(LEVELS).flatMap(([section, levels]) =>
    [...levels]
      .map((level, index) => ({ number: `${section}.${index + 1}`, level: Number(level) }))
      .filter(({ level }) => level < 3),
  );
  const found = ROWS.map(({ number, level }) => ({ number, level }));
  const byNumber = (a: { number: string }, b: { number: string }) => (a.number < b.number ? -1 : 1);
  expect(found.sort(byNumber)).toEqual(wanted.sort(byNumber));
});

test.each(ROWS)("$number is held by tests that are there, or says why not", ({ heldBy }) => {
  const reason = /^(n\/a|not met): (.+)$/.exec(heldBy);
  if (reason !== null) {
    expect(reason[2]?.length).toBeGreaterThan(4);
    return;
  }
  for (const named of heldBy.split("; `").map((text) => text.replace(/^`?/, "`"))) {
    const [, file = "", title = ""] = /^`([^`]+)`: (.+)$/.exec(named) ?? [];
    expect(existsSync(path.join(ROOT, file)), `${named} has no file`).toBe(true);
    const text = readFileSync(path.join(ROOT, file), "utf8");
    expect(text.includes(title), `${file} has no test "${title}"`).toBe(true);
  }
});

test("the page counts its rows as they are", () => {
  const text = readFileSync(path.join(ROOT, "docs/asvs.md"), "utf8");
  const [, tested, nothing, unmet] =
    /(\d+) are held by tests, (\d+) have nothing to hold here, (\d+) are not met/.exec(text) ?? [];
  const count = (start: string) => ROWS.filter(({ heldBy }) => heldBy.startsWith(start)).length;
  expect([tested, nothing, unmet].map(Number)).toEqual([
    count("`"),
    count("n/a"),
    count("not met"),
  ]);
});
