/** Bands, corrections and cancels: from the simulated exchange's stream to our clients (alpaca-wire.md §4.2). */
import { afterEach, expect, test } from "vitest";
import { instantOf } from "@/lib/engine/calendar/new-york";
import { simUpstream } from "@/lib/server/market/upstream";
import type { TapeNews } from "@/lib/wire/market-bus";
import { Market } from "../exchange/model/market";
import { LISTINGS } from "../exchange/model/universe";
import { startExchange } from "../exchange/server";
import { Feed } from "../exchange/stream/feed";
import { newImbalance } from "../exchange/stream/tape-news";
import { LiveFeed } from "../hub/live-feed";
import { startStreamSite } from "../testing/stream-site";

const AT = Date.parse("2026-11-20T16:30:00.123Z");
const BAND: TapeNews = { T: "l", S: "AAPL", u: 196.67, d: 177.93, i: "B", z: "C", t: AT };
const CORRECTION: TapeNews = {
  ...{ T: "c", S: "AAPL", x: "V", oi: 1, op: 187.3, os: 400, oc: ["@"] },
  ...{ ci: 2, cp: 187.3, cs: 40, cc: ["@", "I"], z: "C", t: AT },
};
const CANCEL: TapeNews = {
  ...{ T: "x", S: "AAPL", i: 3, x: "V", p: 187.3, s: 40, a: "E", z: "C", t: AT },
};
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function site(tier: "free" | "pro") {
  const started = await startStreamSite({ tier });
  closing.push(() => started.close());
  return started;
}

test("a band goes to who subscribed lulds, corrections and cancels to who subscribed prints", async () => {
  const { streams, connect, fake } = await site("pro");
  const client = connect("/v2/sip", "json", fake.keys);
  await client.message({ msg: "authenticated" });
  await client.subscribed({ trades: ["AAPL"] });
  streams.onNews("real_time", [BAND, CORRECTION, CANCEL]);
  streams.onNews("delayed", [CANCEL]);
  await client.message({ T: "x" });
  await client.subscribed({ lulds: ["AAPL"] });
  streams.onNews("real_time", [BAND]);
  await client.message({ T: "l" });
  const told = client.received.filter(({ S }) => S === "AAPL");
  const t = "2026-11-20T16:30:00.123Z";
  expect(told).toEqual([CORRECTION, CANCEL, BAND].map((news) => ({ ...news, t })));
});

test("an imbalance goes to who subscribed imbalances, as the SDK reads it", async () => {
  const { alpaca, streams, url } = await site("pro");
  const stream = alpaca.marketData.stockStream({ feed: "sip", url: url("/v2/sip") });
  const heard = new Promise((resolve) => stream.onImbalance(resolve));
  stream.onConnect(() => stream.subscribeForImbalances(["AAPL"]));
  stream.connect();
  await expect.poll(() => streams.wantsNews("real_time")).toBe(true);
  streams.onNews("real_time", [{ T: "i", S: "AAPL", p: 187.31, z: "C", t: AT }]);
  expect(await heard).toMatchObject({ symbol: "AAPL", price: 187.31 });
  stream.disconnect();
});

test("the exchange tells where the closing auction would be, each minute of the last ten", () => {
  const market = new Market("raxx", { crossed: new Set() });
  const spy = LISTINGS.get("SPY");
  if (spy === undefined) throw new Error("SPY is listed");
  const told = (minute: number) => {
    const nowMs = instantOf("2026-11-20", minute);
    return newImbalance(market, spy, { beforeMs: nowMs - 1_000, nowMs }) !== null;
  };
  expect([564, 565, 569, 570, 949, 950, 959, 960].map(told)).toEqual([
    ...[false, true, true, false],
    ...[false, true, true, false],
  ]);
});

test("a free caller hears those of the delayed world", async () => {
  const { streams, signedIn } = await site("free");
  const client = await signedIn("/v2/iex");
  await client.subscribed({ lulds: ["*"] });
  streams.onNews("real_time", [{ ...BAND, u: 999 }]);
  streams.onNews("delayed", [BAND]);
  expect(await client.message({ T: "l" })).toMatchObject({ u: 196.67 });
});

test("the real SDK reads all three", async () => {
  const { alpaca, streams, url } = await site("pro");
  const stream = alpaca.marketData.stockStream({ feed: "sip", url: url("/v2/sip") });
  const heard = Promise.all([
    new Promise((resolve) => stream.onLuld(resolve)),
    new Promise((resolve) => stream.onCorrection(resolve)),
    new Promise((resolve) => stream.onCancelError(resolve)),
  ]);
  stream.onConnect(() => {
    stream.subscribeForTrades(["AAPL"]);
    stream.subscribeForLulds(["AAPL"]);
  });
  stream.connect();
  await expect.poll(() => streams.audiences.stock.real_time.wants("lulds", "AAPL")).toBe(true);
  streams.onNews("real_time", [BAND, CORRECTION, CANCEL]);
  expect(await heard).toMatchObject([
    { symbol: "AAPL", limitUpPrice: 196.67, limitDownPrice: 177.93, indicator: "B" },
    { symbol: "AAPL", originalSize: 400, correctedSize: 40 },
    { symbol: "AAPL", size: 40, action: "E" },
  ]);
  stream.disconnect();
});

test("the exchange begins bands on the five minutes and puts right what it told, the same each time", () => {
  const told = () => {
    const messages: Record<string, unknown>[] = [];
    const client = {
      symbols: (channel: string) => new Set(["lulds", "trades"].includes(channel) ? ["SPY"] : []),
      push: ({ json }: { json: string }) => void messages.push(JSON.parse(json)),
      flush: () => true,
    };
    const channels = ["trades", "lulds"] as const;
    const endpoint = { path: "/v2/sip", kind: "stock", age: "real_time", channels } as const;
    const market = new Market("raxx", { crossed: new Set() });
    const feed = new Feed(endpoint, market, { halted: new Set() });
    const fromMs = instantOf("2026-11-20", 690);
    for (let ms = 0; ms <= 30 * 60_000; ms += 1_000) feed.tick([client as never], fromMs + ms);
    return messages;
  };
  const messages = told();
  const times = messages.filter(({ T }) => T === "l").map(({ t }) => String(t).slice(11, 16));
  expect(times).toEqual(["16:35", "16:40", "16:45", "16:50", "16:55", "17:00"]);
  const prints = new Map(messages.filter(({ T }) => T === "t").map((one) => [one.i, one]));
  const right = messages.filter(({ T }) => T === "c" || T === "x");
  expect(right.length).toBeGreaterThan(0);
  for (const one of right) {
    const first = prints.get(one.T === "c" ? one.oi : one.i);
    expect(first).toMatchObject({ S: "SPY", p: one.T === "c" ? one.op : one.p });
  }
  expect(told()).toEqual(messages);
});

test("what the exchange tells reaches the hub", async () => {
  const startMs = instantOf("2026-11-20", 695) - 1_000;
  const wallMs = performance.now();
  const clock = { nowMs: () => Math.floor(startMs + performance.now() - wallMs) };
  const log = { info: () => undefined, error: () => undefined, warn: () => undefined };
  const exchange = await startExchange({ port: 0, clock, seed: "raxx", log });
  closing.push(() => exchange.close());
  const news: TapeNews[] = [];
  const none = () => undefined;
  const events = { onQuote: none, onTrade: none, onHalt: none, onAlive: none, onGap: none };
  const feed = new LiveFeed(
    simUpstream(`http://127.0.0.1:${exchange.port}`),
    { ...events, onNews: (one) => void news.push(one) },
    { clock, log: log as never },
  );
  await feed.start();
  feed.subscribe(new Set(["SPY"]), () => false);
  await expect.poll(() => news, { timeout: 5_000 }).toMatchObject([{ T: "l", S: "SPY" }]);
  feed.stop();
});
