import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { instantOf } from "../../../lib/engine/calendar/new-york";
import { RawClient } from "../../testing/raw-client";
import { type Exchange, startExchange } from "../server";

// Friday 20 November 2026, 11:30 in New York, and on from there.
const startMs = instantOf("2026-11-20", 690);
const wallStartMs = performance.now();
const clock = { nowMs: () => Math.floor(startMs + performance.now() - wallStartMs) };
const log = { info: () => {}, error: () => {} };
const OPTION = "SPY261218P00700000";

let exchange: Exchange;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  exchange = await startExchange({
    port: 0,
    clock,
    seed: "raxx",
    log,
    authTimeoutMs: 300,
    connectionsMax: 1,
  });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await exchange.close();
});

/** A client of this test's exchange. */
function connect(path: string, encoding?: "json" | "msgpack", headers?: object): RawClient {
  const client = new RawClient(`ws://127.0.0.1:${exchange.port}${path}`, encoding, headers);
  sockets.push(client.socket);
  return client;
}

describe("handshake", () => {
  test("welcome, authentication, subscription with the whole state", async () => {
    const client = await connect("/v2/sip").signedIn();
    client.send({ action: "subscribe", trades: ["AAPL"], quotes: ["SPY", "QQQ"] });
    client.send({ action: "unsubscribe", quotes: ["QQQ"] });
    await client.until(() => client.received.filter(({ T }) => T === "subscription").length === 2);
    const states = client.received.filter(({ T }) => T === "subscription");
    expect(states[1]).toEqual({
      T: "subscription",
      trades: ["AAPL"],
      quotes: ["SPY"],
      bars: [],
      updatedBars: [],
      dailyBars: [],
      statuses: [],
      lulds: [],
      corrections: ["AAPL"],
      cancelErrors: ["AAPL"],
    });
  });

  test("headers of the handshake sign in", async () => {
    const headers = { "APCA-API-KEY-ID": "K", "APCA-API-SECRET-KEY": "S" };
    await connect("/v2/iex", "json", headers).message({ msg: "authenticated" });
  });

  test.each([
    {
      name: "an empty key",
      say: { action: "auth", key: "", secret: "S" },
      code: 402,
      closes: true,
    },
    {
      name: "subscribing first",
      say: { action: "subscribe", quotes: ["SPY"] },
      code: 401,
      closes: true,
    },
    { name: "an unknown action", say: { action: "dance" }, code: 400, closes: false },
    { name: "silence", say: null, code: 404, closes: true },
  ])("$name is error $code", async ({ say, code, closes }) => {
    const client = connect("/v2/sip");
    await client.message({ msg: "connected" });
    if (say !== null) client.send(say);
    await client.message({ T: "error", code });
    if (closes) await client.until(() => client.closed);
  });

  test("a second authentication is error 403 and the connection stays", async () => {
    const client = await connect("/v2/sip").signedIn();
    client.send({ action: "auth", key: "K", secret: "S" });
    expect(await client.message({ code: 403 })).toMatchObject({ msg: "already authenticated" });
    expect(client.closed).toBe(false);
  });

  test("a second connection of a key is error 406 where one is allowed", async () => {
    await connect("/v2/sip").signedIn();
    const second = connect("/v2/sip");
    await second.message({ msg: "connected" });
    second.send({ action: "auth", key: "K", secret: "S" });
    await second.message({ code: 406 });
    await second.until(() => second.closed);
  });

  test("an option stream in JSON is error 412", async () => {
    const client = connect("/v1beta1/opra");
    await client.message({ code: 412 });
    await client.until(() => client.closed);
  });

  test.each([
    { name: "a star", say: { quotes: ["*"] }, code: 413 },
    { name: "bars", say: { bars: [OPTION] }, code: 410 },
    {
      name: "1001 quotes",
      say: { quotes: Array.from({ length: 1001 }, (_, n) => `F${n}`) },
      code: 405,
    },
  ])("on options $name is error $code", async ({ say, code }) => {
    const client = await connect("/v1beta1/opra", "msgpack").signedIn();
    client.send({ action: "subscribe", ...say });
    await client.message({ code });
  });

  test("an unknown path is refused", async () => {
    const client = connect("/v2/other");
    await client.until(() => client.closed);
  });
});

describe("data", () => {
  test("stock quotes in JSON have Alpaca's fields", async () => {
    const client = await connect("/v2/sip").signedIn();
    client.send({ action: "subscribe", quotes: ["*"] });
    const quote = await client.message({ T: "q", S: "SPY" });
    expect(Object.keys(quote).sort()).toEqual(
      ["T", "S", "t", "ax", "ap", "as", "bx", "bp", "bs", "c", "z"].sort(),
    );
    expect(quote.t).toMatch(/^2026-11-20T16:3\d:\d\d\.\d{3}Z$/);
  });

  test("msgpack times are the timestamp extension", async () => {
    const client = await connect("/v1beta1/opra", "msgpack").signedIn();
    client.send({ action: "subscribe", quotes: [OPTION] });
    const quote = await client.message({ T: "q", S: OPTION });
    expect(quote.t).toBeInstanceOf(Date);
    expect(quote.c).toBe(" ");
  });

  test("the delayed stream is a quarter of an hour behind", async () => {
    const client = await connect("/v2/delayed_sip").signedIn();
    client.send({ action: "subscribe", quotes: ["SPY"] });
    const quote = await client.message({ T: "q", S: "SPY" });
    expect(clock.nowMs() - Date.parse(String(quote.t))).toBeGreaterThanOrEqual(900_000);
  });

  test("the test stream always has FAKEPACA", async () => {
    const client = await connect("/v2/test").signedIn();
    client.send({ action: "subscribe", quotes: ["FAKEPACA"], trades: ["FAKEPACA"] });
    await client.message({ T: "q", S: "FAKEPACA" });
    await client.message({ T: "t", S: "FAKEPACA" });
  });
});

describe("faults", () => {
  test("a crossed symbol is quoted with bid above ask", async () => {
    exchange.faults.crossed.add("SPY");
    const client = await connect("/v2/sip").signedIn();
    client.send({ action: "subscribe", quotes: ["SPY"] });
    const quote = await client.message({ T: "q", S: "SPY" });
    expect(quote.bp).toBeGreaterThan(Number(quote.ap));
  });

  test("a halt is told and stops quotes", async () => {
    exchange.faults.halted.add("SPY");
    const client = await connect("/v2/sip").signedIn();
    client.send({ action: "subscribe", quotes: ["SPY", "AAPL"], statuses: ["SPY"] });
    expect(await client.message({ T: "s", S: "SPY" })).toMatchObject({ sc: "H" });
    await client.message({ T: "q", S: "AAPL" });
    expect(client.received.some(({ T, S }) => T === "q" && S === "SPY")).toBe(false);
    exchange.faults.halted.delete("SPY");
    await client.message({ T: "s", sc: "T" });
    await client.message({ T: "q", S: "SPY" });
  });

  test("a gap moves the price at once", async () => {
    const client = await connect("/v2/sip").signedIn();
    client.send({ action: "subscribe", quotes: ["SPY"] });
    const before = await client.message({ T: "q", S: "SPY" });
    exchange.faults.gap("SPY", 0.9);
    await client.until(() =>
      client.received.some(({ T, bp }) => T === "q" && Number(bp) < Number(before.bp) * 0.91),
    );
  });

  test("silence sends nothing and a drop closes", async () => {
    const client = await connect("/v2/sip").signedIn();
    exchange.faults.silence = true;
    client.send({ action: "subscribe", quotes: ["*"] });
    await client.message({ T: "subscription" });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(client.received.some(({ T }) => T === "q")).toBe(false);
    exchange.faults.dropStreams();
    await client.until(() => client.closed);
  });
});
