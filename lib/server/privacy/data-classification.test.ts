/** docs/data-classification.md: every place with personal data has one level, and secrets and keys are protected as it says. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { FILE_PLACES, REDIS_PLACES, ROW_PLACES, USER_PLACE } from "./personal-data";

const TEXT = readFileSync(
  path.resolve(import.meta.dirname, "../../../docs/data-classification.md"),
  "utf8",
);
const LEVELS = [...TEXT.matchAll(/^\| (\w+) \| [^|]+ \| [^|]+ \| [^|]+ \|/gm)]
  .map(([, level = ""]) => level)
  .filter((level) => level !== "level");
const ROWS = [...TEXT.matchAll(/^\| `([^`]+)` \| (\w+) \| ([^|]+) \|$/gm)].map(
  ([, place = "", level = "", because = ""]) => ({ place, level, because }),
);

test("every place with personal data has a level, and no other place", () => {
  const places = [
    USER_PLACE.table,
    ...ROW_PLACES.map(({ table }) => table),
    ...REDIS_PLACES.map(({ match }) => match),
    ...FILE_PLACES.map(({ dir, ending }) => `${dir}/*${ending}`),
  ];
  expect(ROWS.map(({ place }) => place).sort()).toEqual(places.sort());
});

test("levels are those that say what they ask for, and each has a reason", () => {
  expect(LEVELS).toEqual(["secret", "identifying", "behaviour", "market"]);
  expect(ROWS.filter(({ level }) => !LEVELS.includes(level))).toEqual([]);
  expect(ROWS.filter(({ because }) => because.length < 5)).toEqual([]);
});

test("a table with hashes, sealed texts or tokens is secret", () => {
  const schema = ["identity", "mail", "apps", "webhooks", "trading", "notices", "account", "data"]
    .map((name) =>
      readFileSync(
        path.resolve(import.meta.dirname, `../../../prisma/schema/${name}.prisma`),
        "utf8",
      ),
    )
    .join("\n");
  const models = [...schema.matchAll(/^model \w+ \{([\s\S]*?)^\}/gm)].map(([, body = ""]) => body);
  const secret = /"(?:secret_hash|code_hash|token_hash|sealed_\w+|nonce|token_id)"/;
  const found = models
    .filter((body) => secret.test(body))
    .map((body) => /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "");
  const levelOf = (place: string) => ROWS.find((row) => row.place === place)?.level ?? "nobody's";
  expect(found.length).toBeGreaterThan(4);
  expect(found.filter((table) => !["secret", "nobody's"].includes(levelOf(table)))).toEqual([]);
});
