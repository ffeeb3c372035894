import { describe, expect, test } from "vitest";
import { SCOPES } from "@/lib/wire/raxx/scope";
import { ROUTES } from "./table";
import { fakeDeps } from "./testing/fake-deps";
import { send } from "./testing/send";

const PATHS = ROUTES.map(({ method, pattern, scope }) => {
  return { method, scope, path: pattern.replaceAll(/\{\w+\}/g, "x") };
});

describe("every route", () => {
  test.each(PATHS)("$method $path needs $scope", async ({ method, path, scope }) => {
    expect(SCOPES).toContain(scope);
    const others = SCOPES.filter((one) => one !== scope);
    const { status, body } = await send(fakeDeps({ scopes: others }), path, { method });
    expect([status, body]).toEqual([
      403,
      {
        code: 40310000,
        message: `insufficient scope: this needs "${scope}"`,
        required_scope: scope,
        scopes: others,
      },
    ]);
  });
});

/** Asked by POST for their bodies or their cost; they store nothing. */
const COMPUTED = ["/v1/orders/preview", "/v1/strategies/recognise", "/v1/replay"];

test("what changes something is not for a key that only reads", () => {
  const changing = ROUTES.filter(
    ({ method, pattern }) => method !== "GET" && !COMPUTED.includes(pattern),
  );
  expect(changing.filter(({ scope }) => scope === "trade" || scope === "account:write")).toEqual(
    changing,
  );
});

test("a refused call counts against the limit and says which scope it has", async () => {
  const answer = await send(fakeDeps({ scopes: ["data"] }), "/v2/account");
  expect(answer.body).toMatchObject({ required_scope: "read", scopes: ["data"] });
  expect(answer.headers.get("x-ratelimit-remaining")).toBe("59");
});
