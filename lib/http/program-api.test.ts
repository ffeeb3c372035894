import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/server/errors";
import { IN_SESSION_MS } from "@/lib/wire/testing/account";
import { handleProgramRequest } from "./table";
import { type FakeOptions, fakeDeps, idOf, SECRET } from "./testing/fake-deps";
import { send } from "./testing/send";

const KEYS = fakeDeps().keys;
const KEY_ID = KEYS["APCA-API-KEY-ID"];

const order = (fields: object = {}) => ({
  method: "POST",
  body: JSON.stringify({
    symbol: "AAPL",
    qty: "10",
    side: "buy",
    type: "market",
    time_in_force: "day",
    ...fields,
  }),
});

describe("answers", () => {
  test("an order is pending_new in session and has every header (§8)", async () => {
    const { status, body, headers } = await send(
      fakeDeps(),
      "/v2/orders",
      order({ client_order_id: "mine" }),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      client_order_id: "mine",
      status: "pending_new",
      symbol: "AAPL",
      asset_id: idOf("AAPL"),
      order_class: "",
      qty: "10",
      legs: null,
      filled_avg_price: null,
    });
    expect(headers.get("content-type")).toBe("application/json; charset=UTF-8");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("x-ratelimit-limit")).toBe("60");
    expect(headers.get("x-ratelimit-remaining")).toBe("59");
    expect(headers.get("x-ratelimit-reset")).toBe(String((IN_SESSION_MS - 123) / 1_000 + 60));
    expect(headers.get("x-data-feed")).toBeNull();
  });

  test("every answer says that it is no page", async () => {
    const fake = fakeDeps();
    const deps = { ...fake.deps, env: { ...fake.deps.env, RAXX_ORIGIN: "https://raxx.example" } };
    for (const path of ["/v2/account", "/v2/orders/nope", "/v2/nope"]) {
      const { headers } = await send({ ...fake, deps }, path);
      expect(headers.get("content-type")).toBe("application/json; charset=UTF-8");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
    }
    expect((await send(fake, "/v2/account")).headers.get("strict-transport-security")).toBeNull();
  });

  test("text/plain is read as JSON, as @master-chief/alpaca sends it (§1.0)", async () => {
    const request = { ...order(), headers: { ...KEYS, "content-type": "text/plain" } };
    expect((await send(fakeDeps(), "/v2/orders", request)).status).toBe(200);
  });

  test("the account names its feed", async () => {
    const free = await send(fakeDeps(), "/v2/account");
    expect(free.body).toMatchObject({ cash: "100000", multiplier: "2", options_trading_level: 3 });
    expect(free.headers.get("x-data-feed")).toBe("delayed");
    const pro = await send(fakeDeps({ tier: "pro" }), "/v2/account");
    expect(pro.headers.get("x-data-feed")).toBe("real_time");
  });

  test("lists are arrays and pages have a token", async () => {
    const fake = fakeDeps();
    expect((await send(fake, "/v2/positions")).body).toEqual([]);
    expect(
      (
        await send(
          fake,
          "/v2/orders?status=all&asset_class=us_equity&asset_class=us_option&nested=true",
        )
      ).body,
    ).toEqual([]);
    expect((await send(fake, "/v2/account/activities?activity_types=FILL,JNLC")).body).toEqual([]);
    expect((await send(fake, "/v2/options/contracts?underlying_symbols=AAPL")).body).toEqual({
      option_contracts: [],
      next_page_token: null,
    });
    const cancelAll = await send(fake, "/v2/orders", { method: "DELETE" });
    expect(cancelAll).toMatchObject({ status: 207, body: [] });
  });

  test("clock, calendar and assets", async () => {
    const fake = fakeDeps();
    expect((await send(fake, "/v2/clock")).body).toMatchObject({
      timestamp: "2026-11-20T10:00:00.123-05:00",
      is_open: true,
    });
    expect((await send(fake, "/v2/calendar?start=2026-11-20&end=2026-11-20")).body).toMatchObject([
      { date: "2026-11-20", session_open: "0400" },
    ]);
    expect((await send(fake, "/v2/assets?status=active&attributes=has_options")).body).toHaveLength(
      3,
    );
    expect((await send(fake, `/v2/assets/${idOf("MSFT")}`)).body).toMatchObject({
      symbol: "MSFT",
      class: "us_equity",
    });
    expect((await send(fake, "/v2/options/contracts/AAPL261218C00200000")).body).toMatchObject({
      strike_price: "200",
      underlying_asset_id: idOf("AAPL"),
    });
  });
});

describe("who may ask (§1.1)", () => {
  const basic = (text: string) => ({
    authorization: `Basic ${Buffer.from(text).toString("base64")}`,
  });
  const wrong = { code: 40110000, message: "access key verification failed" };
  test.each<{ name: string; headers: Record<string, string>; status: number; body?: object }>([
    { name: "no credentials", headers: {}, status: 401, body: { message: "unauthorized." } },
    {
      name: "half a pair",
      headers: { "APCA-API-KEY-ID": KEY_ID },
      status: 401,
      body: { message: "unauthorized." },
    },
    {
      name: "a bearer token",
      headers: { authorization: "Bearer x" },
      status: 401,
      body: { code: 40110000, message: "request is not authorized" },
    },
    {
      name: "broken Basic",
      headers: { authorization: "Basic" },
      status: 401,
      body: { message: "unauthorized." },
    },
    {
      name: "a wrong secret",
      headers: { ...KEYS, "APCA-API-SECRET-KEY": "x" },
      status: 401,
      body: wrong,
    },
    {
      name: "a key that is none",
      headers: { ...KEYS, "APCA-API-KEY-ID": "x" },
      status: 401,
      body: wrong,
    },
    {
      name: "a key of a megabyte",
      headers: { ...KEYS, "APCA-API-SECRET-KEY": "x".repeat(1_000) },
      status: 401,
      body: wrong,
    },
    { name: "a wrong Basic pair", headers: basic(`${KEY_ID}:x`), status: 401, body: wrong },
    { name: "the pair as Basic", headers: basic(`${KEY_ID}:${SECRET}`), status: 200 },
  ])("$name answers $status", async ({ headers, status, body }) => {
    const answer = await send(fakeDeps(), "/v2/clock", { headers });
    expect(answer.status).toBe(status);
    if (body !== undefined) expect(answer.body).toEqual(body);
    expect(answer.headers.get("x-request-id")).not.toBeNull();
  });
});

describe("what is not an answer", () => {
  test("another path is not ours", async () => {
    expect(
      await handleProgramRequest(fakeDeps().deps, new Request("http://raxx.test/v2x")),
    ).toBeNull();
    expect(
      await handleProgramRequest(fakeDeps().deps, new Request("http://raxx.test/")),
    ).toBeNull();
  });

  test("another method is 405 and says which are there", async () => {
    const answer = await send(fakeDeps(), "/v2/orders", { method: "PUT", body: "{}" });
    expect(answer).toMatchObject({ status: 405, body: { code: 40510000 } });
    expect(answer.headers.get("allow")).toBe("POST, GET, DELETE");
  });

  test("the 61st call of a minute is 429 with the time to wait", async () => {
    const fake = fakeDeps();
    for (let call = 0; call < 60; call += 1)
      expect((await send(fake, "/v2/clock")).status).toBe(200);
    const answer = await send(fake, "/v2/clock");
    expect(answer).toMatchObject({
      status: 429,
      body: { code: 42910000, message: "too many requests." },
    });
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(answer.headers.get("x-ratelimit-remaining")).toBe("0");
  });

  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), {
    code: "ECONNREFUSED",
  });
  const wrapped = new Error("query failed", {
    cause: Object.assign(new Error("gone"), { code: "57P01" }),
  });
  const unavailable = { code: 50310000, message: "service unavailable, try again" };
  // The key is remembered for a second, so each of these has its first sight of the database at the door.
  test.each<{
    name: string;
    options: FakeOptions;
    status: number;
    body: object;
    retry: string | null;
    logs: number;
  }>([
    {
      name: "no database",
      options: { doorError: refused },
      status: 503,
      body: unavailable,
      retry: "1",
      logs: 0,
    },
    {
      name: "a database that shuts down",
      options: { doorError: wrapped },
      status: 503,
      body: unavailable,
      retry: "1",
      logs: 0,
    },
    {
      name: "a full door",
      options: { doorError: new AppError("unavailable", "Too many requests are waiting.") },
      status: 503,
      body: { code: 50310000, message: "Too many requests are waiting." },
      retry: "1",
      logs: 0,
    },
    {
      name: "a bug",
      options: { doorError: new Error("secret detail") },
      status: 500,
      body: { code: 50010000, message: "internal server error occurred" },
      retry: null,
      logs: 1,
    },
  ])("$name is $status", async ({ options, status, body, retry, logs }) => {
    const fake = fakeDeps(options);
    const answer = await send(fake, "/v2/orders", order());
    expect(answer).toMatchObject({ status, body });
    expect(answer.body).toEqual(body);
    expect(answer.headers.get("retry-after")).toBe(retry);
    expect(fake.logged).toHaveLength(logs);
  });
});
