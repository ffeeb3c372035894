/** The rows of the authorisation matrix are exactly what can be reached: neither more nor less. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  ACTION_OBJECTS,
  ENDPOINT_ACCESS,
  PROGRAM_ACCESS,
  PUBLIC_PAGES,
  SESSION_PAGES,
} from "./testing/access";
import {
  ACTION_FILES,
  ENDPOINTS,
  PAGES,
  PROGRAM_ROUTES,
  ROOT,
  SERVER_ACTIONS,
} from "./testing/surface";

const sorted = (names: readonly string[]) => [...names].sort();
const MOUNT = /^(GET|POST|PUT|PATCH|DELETE) \/(v1|v1beta1|v2|v2beta1|v3)\/\[\.\.\.path\]$/;
const HINT = "give it a row in lib/http/testing/access.ts";

test(`every route of Next has a row: ${HINT}`, () => {
  const names = ENDPOINTS.map(({ name }) => name).filter((name) => !MOUNT.test(name));
  expect(sorted(names)).toEqual(sorted(Object.values(ENDPOINT_ACCESS).flat()));
});

test("a route file exports something that was understood", () => {
  const files = ENDPOINTS.map(({ file }) => file);
  expect(new Set(files).size).toBeGreaterThan(30);
  const other = ENDPOINTS.filter(({ name, mounted }) => {
    const isApi = name.includes(" /api/") && !ENDPOINT_ACCESS.public.includes(name);
    return isApi && !/^(mountApi|browserRoute)\(/.test(mounted);
  });
  expect(other).toEqual([]);
});

test("the program API's catch-all is the table and nothing else", () => {
  const mounted = ENDPOINTS.filter(({ name }) => MOUNT.test(name));
  expect(mounted).toHaveLength(5 * 5);
  for (const { file } of mounted) {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    expect(text.match(/from "([^"]+)"/g)).toEqual(['from "@/lib/http/next/mount"']);
  }
});

test.each(Object.entries(PROGRAM_ACCESS))(
  `every route of the program API has a row under its scope, here %s: ${HINT}`,
  (scope, names) => {
    const found = PROGRAM_ROUTES.filter(({ route }) => route.scope === scope);
    expect(sorted(found.map(({ name }) => name))).toEqual(sorted(names));
  },
);

test(`every page has a row: ${HINT}`, () => {
  expect(sorted(PAGES)).toEqual(sorted([...SESSION_PAGES, ...PUBLIC_PAGES]));
});

describe("server actions", () => {
  test(`every one has a row: ${HINT}`, () => {
    expect(sorted(SERVER_ACTIONS.map(({ name }) => name))).toEqual(
      sorted(Object.keys(ACTION_OBJECTS)),
    );
  });

  test("none hides inside another function", () => {
    for (const file of ACTION_FILES) {
      const text = readFileSync(path.join(ROOT, file), "utf8");
      expect(text, file).toMatch(/^["']use server["']/);
      expect(text.match(/["']use server["']/g), file).toHaveLength(1);
    }
  });
});
