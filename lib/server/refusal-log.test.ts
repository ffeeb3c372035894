import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isRefusal, logRefusal, type Refusal, routeOfPath } from "./refusal-log";

const REFUSAL: Refusal = {
  ...{ surface: "program", status: 401, route: "/v2/orders/{id}", code: 40110000 },
  ...{ ip: "203.0.113.77", requestId: "r1" },
};

let lines: (readonly [object, string])[];
let log: { warn(fields: object, message: string): void };
beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  log = { warn: (fields, message) => void lines.push([fields, message]) };
});
afterEach(() => {
  vi.useRealTimers();
});
const refuse = (change: Partial<Refusal> = {}) =>
  logRefusal({ log: log as never }, { ...REFUSAL, ...change });

test("a refusal says who, from where, at what and with which code, at once", () => {
  refuse({ userId: "u1" });
  expect(lines).toEqual([
    [
      {
        ...{ surface: "program", status: 401, route: "/v2/orders/{id}", code: 40110000 },
        ...{ userId: "u1", place: "203.0.113.0/24", requestId: "r1" },
      },
      "refused",
    ],
  ]);
});

test("a thousand of the same are two lines, of which the second has their number", () => {
  for (let index = 0; index < 1_000; index += 1) refuse();
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(10_000);
  expect(lines[1]).toMatchObject([{ status: 401, repeated: 999 }, "refused again"]);
  refuse();
  expect(lines).toHaveLength(3);
});

test("another user, place, route or code is another line", () => {
  refuse();
  refuse({ userId: "u2" });
  refuse({ ip: "198.51.100.1" });
  refuse({ route: "/v2/account" });
  refuse({ code: 40310000, status: 403 });
  refuse({ ip: "203.0.113.200" }); // the same neighbourhood
  expect(lines).toHaveLength(5);
});

test("ten thousand that differ are five thousand lines and one with the number of the others", () => {
  for (let index = 0; index < 10_000; index += 1) refuse({ userId: `u${index}` });
  expect(lines).toHaveLength(5_001);
  vi.advanceTimersByTime(10_000);
  expect(lines.at(-1)).toEqual([{ surface: "many", repeated: 4_999 }, "refused again"]);
});

test.each([
  ["/api/sessions/018f5e2e-0000-7000-8000-000000000001", "/api/sessions/{}"],
  ["/api/keys/rxp_secret/rotation", "/api/keys/{}/rotation"],
  ["/api/passkeys", "/api/passkeys"],
  ["/", "/"],
  [`/api/${"a".repeat(200)}/A%0AB`, "/api/{}/{}"],
  ["/a/b/c/d/e/f/g/h", "/a/b/c/d/e"],
])("of %s the log has %s", (path, route) => {
  expect(routeOfPath(path)).toBe(route);
});

test("what is a refusal", () => {
  const all = [200, 204, 301, 400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503];
  expect(all.filter(isRefusal)).toEqual([401, 403, 404, 405, 413, 429]);
});
