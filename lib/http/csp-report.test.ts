/** Reports of the page policy: bounded, counted, and logged without anything of a person. */
import { expect, test } from "vitest";
import { answerCspReport } from "./csp-report";

interface Logged {
  readonly [name: string]: unknown;
}

function site() {
  const logged: Logged[] = [];
  const clock = { nowMs: () => 1_000_000 };
  const log = { warn: (said: Logged) => logged.push(said) };
  const deps = { clock, log, env: { RAXX_ORIGIN: "https://raxx.example" } } as never;
  const post = async (body: unknown, ip = "203.0.113.9") => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const request = new Request("https://raxx.example/api/csp-report", {
      method: "POST",
      body: text,
      headers: { "x-raxx-client-ip": ip, "content-type": "application/csp-report" },
    });
    return (await answerCspReport(deps, request)).status;
  };
  return { logged, post };
}

const OLD = {
  "csp-report": {
    "document-uri": "https://raxx.example/trade?symbol=SPY&token=canary-4711",
    "violated-directive": "script-src-elem 'self' canary-4711",
    "blocked-uri": "https://evil.example/steal?pat@example.com",
    "script-sample": "canary-4711",
    referrer: "https://raxx.example/canary-4711",
  },
};

test("a report in either form is logged as directive, host and first part of the page", async () => {
  const { logged, post } = site();
  expect(await post(OLD)).toBe(204);
  const body = {
    documentURL: "https://raxx.example/settings/passkeys#canary-4711",
    effectiveDirective: "img-src",
    blockedURL: "data",
    disposition: "enforce",
  };
  expect(await post([{ type: "csp-violation", age: 1, body }])).toBe(204);
  expect(logged).toEqual([
    {
      ...{ directive: "script-src-elem", blocked: "evil.example", page: "/trade" },
      disposition: "enforce",
    },
    { directive: "img-src", blocked: "data", page: "/settings", disposition: "enforce" },
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/canary|pat@/);
});

test.each([
  ["nothing", "", 400],
  ["no JSON", "{", 400],
  ["another shape", { a: 1 }, 400],
  ["a URL too long", { "csp-report": { "blocked-uri": "x".repeat(3_000) } }, 400],
  ["eleven reports", Array.from({ length: 11 }, () => ({ type: "x", body: {} })), 400],
  ["nine kilobytes", "x".repeat(9_000), 413],
  ["another kind of report", [{ type: "deprecation", body: {} }], 204],
])("%s is answered and not logged", async (_, body, status) => {
  const { logged, post } = site();
  expect(await post(body)).toBe(status);
  expect(logged).toEqual([]);
});

test.each([
  ["javascript:alert(1)", "javascript:"],
  ["chrome-extension://abcdef/x.js", "chrome-extension:"],
  ["https://raxx.example/x", "self"],
  ["\u001b[31m", "unknown"],
  [`https://${"a".repeat(60)}.${"b".repeat(60)}.example/`, expect.stringMatching(/^a{60}\.b{39}$/)],
])("%s is logged as %s", async (uri, blocked) => {
  const { logged, post } = site();
  await post({ "csp-report": { "blocked-uri": uri } });
  expect(logged[0]).toMatchObject({ blocked, page: "unknown", directive: "unknown" });
});

test("twenty a minute from a place, three hundred from all of them", async () => {
  const { logged, post } = site();
  const many = await Promise.all(Array.from({ length: 30 }, () => post(OLD)));
  expect(many.filter((status) => status === 204)).toHaveLength(20);
  const all = await Promise.all(
    Array.from({ length: 500 }, (_, n) => post(OLD, `198.51.100.${n}`)),
  );
  expect(all.filter((status) => status === 204)).toHaveLength(280);
  expect(logged).toHaveLength(300);
});
