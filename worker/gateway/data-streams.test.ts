/** The streams of alpaca-wire.md §4.2 as our clients meet them: raw frames, and the real SDK. */
import { afterEach, describe, expect, test } from "vitest";
import {
  ack,
  packed,
  type StreamSite,
  type StreamSiteOptions,
  startStreamSite,
} from "../testing/stream-site";

const CALL = "AAPL261218C00200000";
const AT_MS = Date.parse("2026-11-20T16:30:00.123Z");

const sites: StreamSite[] = [];

async function site(options: StreamSiteOptions = { tier: "pro" }): Promise<StreamSite> {
  const started = await startStreamSite(options);
  sites.push(started);
  return started;
}

afterEach(async () => {
  for (const started of sites.splice(0)) {
    expect(started.fake.logged).toEqual([]);
    await started.close();
  }
});

describe("who may connect", () => {
  test("a key in the handshake's headers signs in, and again by message is 403", async () => {
    const { connect, fake } = await site();
    const client = connect("/v2/sip", "json", fake.keys);
    await client.message({ msg: "authenticated" });
    client.send({ action: "auth", key: "K", secret: "S" });
    expect(await client.message({ code: 403 })).toMatchObject({ msg: "already authenticated" });
    expect(client.closed).toBe(false);
  });

  test("a frame sent right behind the authentication waits for it", async () => {
    const { connect, fake } = await site();
    const client = connect("/v2/sip");
    await client.message({ msg: "connected" });
    const [key, secret] = Object.values(fake.keys);
    client.send({ action: "auth", key, secret });
    client.send({ action: "subscribe", quotes: ["AAPL"] });
    expect(await client.message({ T: "subscription" })).toEqual(ack({ quotes: ["AAPL"] }));
    expect(client.received.map(({ T }) => T)).toEqual(["success", "success", "subscription"]);
  });

  test.each([
    {
      name: "a wrong secret",
      say: { action: "auth", key: "RXPPROAAAAAAAAAAAAAA", secret: "no" },
      code: 402,
    },
    { name: "no secret", say: { action: "auth", key: "RXPPROAAAAAAAAAAAAAA" }, code: 402 },
    { name: "a bad token", say: { action: "auth", key: "oauth", secret: "token" }, code: 402 },
    { name: "subscribing first", say: { action: "subscribe", quotes: ["AAPL"] }, code: 401 },
    { name: "saying nothing", say: null, code: 404 },
  ])("$name is error $code and ends the connection", async ({ say, code }) => {
    const { connect } = await site({ tier: "pro", authTimeoutMs: 300 });
    const client = connect("/v2/sip");
    await client.message({ msg: "connected" });
    if (say !== null) client.send(say);
    await client.message({ T: "error", code });
    await client.until(() => client.closed);
  });

  test("a key without the data scope is 411", async () => {
    const { connect, fake } = await site({ tier: "pro", scopes: ["read", "trade"] });
    const client = connect("/v2/sip", "json", fake.keys);
    expect(await client.message({ code: 411 })).toMatchObject({ msg: "insufficient scope" });
    await client.until(() => client.closed);
  });

  test.each(["/v2/sip", "/v1beta1/opra"])("a free caller on %s is 409", async (path) => {
    const { connect, fake } = await site({ tier: "free" });
    const client = connect(path, "msgpack", fake.keys);
    expect(await client.message({ code: 409 })).toMatchObject({ msg: "insufficient subscription" });
    await client.until(() => client.closed);
  });

  test("one connection per endpoint and account: the second is 406 until the first is gone", async () => {
    const { connect, signedIn, fake } = await site();
    const first = await signedIn("/v2/sip");
    await signedIn("/v2/iex");
    const second = connect("/v2/sip", "json", fake.keys);
    await second.message({ code: 406 });
    await second.until(() => second.closed);
    first.socket.close();
    await first.until(() => first.closed);
    await signedIn("/v2/sip");
  });

  test("an option stream in JSON is 412", async () => {
    const { connect } = await site();
    const client = connect("/v1beta1/opra");
    await client.message({ code: 412 });
    await client.until(() => client.closed);
  });
});

describe("subscriptions", () => {
  test("add up, and every acknowledgement is the whole state", async () => {
    const { signedIn } = await site();
    const client = await signedIn("/v2/sip");
    await client.subscribed({ trades: ["AAPL"], quotes: ["AAPL", "MSFT"] });
    const all = { bars: ["*"], updatedBars: ["MSFT"], dailyBars: ["MSFT"], statuses: ["*"] };
    await client.subscribed({ ...all, lulds: ["AAPL"] });
    client.send({ action: "unsubscribe", quotes: ["MSFT", "F"], bars: ["*"] });
    const from = client.received.length;
    expect(await client.message({ T: "subscription" }, from)).toEqual(
      ack({ ...all, bars: [], trades: ["AAPL"], quotes: ["AAPL"], lulds: ["AAPL"] }),
    );
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => `S${index}`);
  test.each([
    {
      name: "31 stocks of a free caller",
      path: "/v2/iex",
      lists: { trades: many(16), quotes: many(15) },
      code: 405,
    },
    { name: "all quotes of a free caller", path: "/v2/iex", lists: { quotes: ["*"] }, code: 405 },
    {
      name: "201 option quotes of a free caller",
      path: "/v1beta1/indicative",
      lists: { quotes: many(201) },
      code: 405,
    },
    {
      name: "a star on option quotes",
      path: "/v1beta1/indicative",
      lists: { quotes: ["*"] },
      code: 413,
    },
    { name: "bars of options", path: "/v1beta1/indicative", lists: { bars: [CALL] }, code: 410 },
    { name: "no list", path: "/v2/iex", lists: { quotes: "AAPL" }, code: 400 },
    { name: "a number for a symbol", path: "/v2/iex", lists: { quotes: [7] }, code: 400 },
    { name: "no channel", path: "/v2/iex", lists: {}, code: 400 },
  ])("$name is error $code and changes nothing", async ({ path, lists, code }) => {
    const { signedIn } = await site({ tier: "free" });
    const client = await signedIn(path, "msgpack");
    const before = await client.subscribed({ trades: ["AAPL"] });
    client.send({ action: "subscribe", ...lists });
    await client.message({ T: "error", code });
    expect(await client.subscribed({ trades: [] })).toEqual(before);
  });

  test("thirty stocks of a free caller are allowed, and series are watched at the hub", async () => {
    const { signedIn, watched } = await site({ tier: "free" });
    const stocks = await signedIn("/v2/delayed_sip");
    await stocks.subscribed({ trades: many(15), quotes: many(15), bars: ["*"] });
    const options = await signedIn("/v1beta1/indicative", "msgpack");
    await options.subscribed({ quotes: [CALL, "AAPL261218C00999000"] });
    await options.until(() => watched.size > 0);
    expect([...watched]).toEqual([CALL]);
  });
});

describe("what is heard", () => {
  test("a stock quote in JSON, in the fields of the wire", async () => {
    const { streams, signedIn } = await site();
    const client = await signedIn("/v2/sip");
    await client.subscribed({ quotes: ["AAPL"] });
    streams.onQuotes("real_time", [packed("AAPL", 187.3, 187.32, AT_MS), packed("MSFT", 1, 2)]);
    expect(await client.message({ T: "q" })).toEqual({
      ...{ T: "q", S: "AAPL", bx: "Q", bp: 187.3, bs: 100, ax: "P", ap: 187.32, as: 100 },
      ...{ c: ["R"], z: "C", t: "2026-11-20T16:30:00.123Z" },
    });
    expect(client.received.some(({ S }) => S === "MSFT")).toBe(false);
  });

  test("a msgpack time is the timestamp extension, and an option's condition a text", async () => {
    const { streams, signedIn } = await site();
    const client = await signedIn("/v1beta1/opra", "msgpack");
    await client.subscribed({ quotes: [CALL] });
    streams.onQuotes("real_time", [packed(CALL, 4.2, 4.4, AT_MS)]);
    const quote = await client.message({ T: "q", S: CALL });
    expect(quote).toMatchObject({ t: new Date(AT_MS), c: " ", bp: 4.2 });
  });

  test("prints of stocks have the tape's id and a list, those of options one text and no id", async () => {
    const { streams, signedIn } = await site();
    const stocks = await signedIn("/v2/sip");
    await stocks.subscribed({ trades: ["AAPL"] });
    const options = await signedIn("/v1beta1/opra", "msgpack");
    await options.subscribed({ trades: [CALL] });
    streams.onTrades("delayed", [["AAPL", 1, 1_000_000, 1, "Q", ["@"], "C", AT_MS]]);
    streams.onTrades("real_time", [
      ["AAPL", 52983525029461, 187_310_000, 40, "V", ["@", "I"], "C", AT_MS],
      [CALL, 9, 4_300_000, 2, "C", ["I"], "O", AT_MS],
    ]);
    expect(await stocks.message({ T: "t" })).toEqual({
      ...{ T: "t", S: "AAPL", i: 52983525029461, x: "V", p: 187.31, s: 40, c: ["@", "I"] },
      ...{ z: "C", t: "2026-11-20T16:30:00.123Z" },
    });
    expect(await options.message({ T: "t" })).toEqual({
      ...{ T: "t", S: CALL, x: "C", p: 4.3, s: 2, c: "I", t: new Date(AT_MS) },
    });
  });

  test("the messages of one batch are one frame, and a star is told everything once", async () => {
    const { streams, signedIn } = await site();
    const client = await signedIn("/v2/sip");
    await client.subscribed({ quotes: ["*", "AAPL"] });
    const before = client.frames.length;
    streams.onQuotes("real_time", [packed("AAPL", 1, 2), packed("MSFT", 1, 2)]);
    await client.message({ S: "MSFT" });
    expect(client.frames.slice(before)).toEqual([2]);
  });

  test("a free caller hears the delayed world alone, a paying one may choose", async () => {
    const free = await site({ tier: "free" });
    const pro = await site();
    const heard = [
      await free.signedIn("/v2/iex"),
      await free.signedIn("/v2/delayed_sip"),
      await pro.signedIn("/v2/delayed_sip"),
      await pro.signedIn("/v2/iex"),
      await pro.signedIn("/v2/sip"),
    ];
    for (const client of heard) await client.subscribed({ quotes: ["AAPL"] });
    for (const { streams } of [free, pro]) {
      streams.onQuotes("real_time", [packed("AAPL", 200, 201)]);
      streams.onQuotes("delayed", [packed("AAPL", 100, 101)]);
    }
    const bids = [];
    for (const client of heard) {
      await client.message({ T: "q" });
      bids.push(client.received.filter(({ T }) => T === "q").map(({ bp }) => bp));
    }
    expect(bids).toEqual([[100], [100], [100], [200], [200]]);
  });

  test("a connection whose key was revoked is ended with 402", async () => {
    // A key of its own: what is known of one is remembered across the tests of a file.
    const { streams, signedIn, fake } = await site({ tier: "pro", scopes: ["data"] });
    const client = await signedIn("/v2/sip");
    Object.assign(fake.deps, { clock: { nowMs: () => Number.MAX_SAFE_INTEGER } });
    Object.assign(fake.deps.webPool, { query: async () => ({ rows: [] }) });
    await streams.recheck();
    await client.message({ code: 402 });
    await client.until(() => client.closed);
  });
});

describe("the real SDK", () => {
  test("hears stock quotes and FAKEPACA", async () => {
    const { alpaca, fake, streams, url } = await site();
    // The test stream says something new each second.
    const startMs = fake.deps.clock.nowMs() - 1_000 * performance.now();
    Object.assign(fake.deps, { clock: { nowMs: () => startMs + 1_000 * performance.now() } });
    const stream = alpaca.marketData.stockStream({ feed: "sip", url: url("/v2/sip") });
    const quote = new Promise<{ symbol: string; askPrice: number; timestamp: Date }>((resolve) =>
      stream.onQuote(resolve),
    );
    stream.onConnect(() => stream.subscribeForQuotes(["AAPL"]));
    stream.connect();
    await expect.poll(() => streams.wantsQuotes("real_time")).toBe(true);
    streams.onQuotes("real_time", [packed("AAPL", 187.3, 187.32, AT_MS)]);
    expect(await quote).toMatchObject({
      symbol: "AAPL",
      askPrice: 187.32,
      timestamp: new Date(AT_MS),
    });
    stream.disconnect();

    const test = alpaca.marketData.stockStream({ feed: "test" as never, url: url("/v2/test") });
    const fakepaca = new Promise<{ symbol: string }>((resolve) => test.onTrade(resolve));
    test.onConnect(() => test.subscribeForTrades(["FAKEPACA"]));
    test.connect();
    const ticking = setInterval(() => streams.tickTest(), 20);
    expect((await fakepaca).symbol).toBe("FAKEPACA");
    clearInterval(ticking);
    test.disconnect();
  });

  test("hears option quotes in msgpack", async () => {
    const { alpaca, streams, url } = await site();
    const stream = alpaca.marketData.optionStream({ feed: "opra", url: url("/v1beta1/opra") });
    const quote = new Promise<{ symbol: string; bidPrice: number }>((resolve) =>
      stream.onQuote(resolve),
    );
    stream.onConnect(() => stream.subscribeForQuotes([CALL]));
    stream.connect();
    await expect.poll(() => streams.wantsQuotes("real_time")).toBe(true);
    streams.onQuotes("real_time", [packed(CALL, 4.2, 4.4, AT_MS)]);
    expect(await quote).toMatchObject({ symbol: CALL, bidPrice: 4.2 });
    stream.disconnect();
  });
});
