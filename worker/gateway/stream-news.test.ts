/** Bars and halts of the streams: when they are told, and that bars are those of history. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deps } from "@/lib/server/deps";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { type DataSite, NOW_MS, startDataSite } from "../testing/data-site";
import type { Frame } from "../testing/raw-client";
import type { DataStreams } from "./data-streams";
import { HaltNews } from "./halt-news";
import { MinuteBars } from "./minute-bars";

let site: DataSite;

beforeAll(async () => {
  site = await startDataSite("pro");
});
afterAll(() => site.close());

/** Streams with these subscriptions, which keep what they were given. */
function heard(feed: FeedKind, subscribed: { readonly [channel: string]: readonly string[] }) {
  const told: (readonly [channel: string, message: Frame])[] = [];
  const audience = { symbols: (channel: string) => subscribed[channel] ?? [] };
  const streams = {
    audiences: { stock: { [feed]: audience } },
    listed: () => ["AAPL", "F", "SPY"],
    exchangeOf: () => "ARCA",
    flush: () => undefined,
    publish: (_: string, of: string, [channel]: [string], make: () => { json: Buffer }) => {
      expect(of).toBe(feed);
      told.push([channel, JSON.parse(make().json.toString())]);
    },
  };
  return { told, streams: streams as unknown as DataStreams };
}

function at(feed: FeedKind, first: string) {
  let nowMs = Date.parse(first);
  const marketClock = {
    market: "sim",
    nowMs: (of: FeedKind) => (of === feed ? nowMs : Number.NaN),
  };
  const deps = { ...site.fake.deps, marketClock } as unknown as Deps;
  return { deps, goTo: (time: string) => (nowMs = Date.parse(time)) };
}

test("a minute's bars are told once it is over, as history has them, and the day so far", async () => {
  const { deps, goTo } = at("real_time", "2026-11-20T16:29:40Z");
  const { told, streams } = heard("real_time", { bars: ["*"], dailyBars: ["SPY", "NOPE"] });
  const bars = new MinuteBars(deps, streams, "real_time");
  await bars.step();
  goTo("2026-11-20T16:30:00.900Z");
  await bars.step();
  expect(told).toEqual([]);
  goTo("2026-11-20T16:30:01Z");
  await bars.step();
  await bars.step();
  const range = "start=2026-11-20T16:29:00Z&end=2026-11-20T16:29:59Z&timeframe=1Min";
  const { body } = await site.get(`/v2/stocks/bars?symbols=AAPL,F,SPY&${range}`);
  const history = Object.entries((body as { bars: Record<string, Frame[]> }).bars);
  expect(told.slice(0, -1)).toEqual(history.map(([S, [bar]]) => ["bars", { T: "b", S, ...bar }]));
  expect(told.at(-1)).toMatchObject([
    "dailyBars",
    { T: "d", S: "SPY", t: "2026-11-20T05:00:00.000Z" },
  ]);
});

test("bars of the delayed feed are those of its own minute", async () => {
  const { deps, goTo } = at("delayed", "2026-11-20T16:14:40Z");
  const { told, streams } = heard("delayed", { bars: ["SPY"] });
  const bars = new MinuteBars(deps, streams, "delayed");
  await bars.step();
  goTo("2026-11-20T16:15:01Z");
  await bars.step();
  expect(told).toMatchObject([["bars", { S: "SPY", t: "2026-11-20T16:14:00.000Z" }]]);
  expect(Date.parse("2026-11-20T16:15:01Z")).toBeLessThan(NOW_MS - 10 * 60_000);
});

test("an updated bar is told for what changed since, half a minute later", async () => {
  const { deps, goTo } = at("real_time", "2026-11-20T16:28:40Z");
  const subscribed = { bars: [] as string[], updatedBars: ["F"] };
  const { told, streams } = heard("real_time", subscribed);
  const bars = new MinuteBars(deps, streams, "real_time");
  await bars.step();
  goTo("2026-11-20T16:29:01Z");
  await bars.step();
  goTo("2026-11-20T16:29:31Z");
  subscribed.updatedBars.push("SPY"); // nothing of it was told yet: it counts as changed
  told.length = 0;
  await bars.step();
  expect(told.map(([channel, { T, S }]) => [channel, T, S])).toEqual([["updatedBars", "u", "SPY"]]);
});

test("a halt and its end are told, what was halted before is no news", async () => {
  const { deps } = at("real_time", "2026-11-20T16:29:00Z");
  const { told, streams } = heard("real_time", {});
  let halted: string | null = null;
  Object.assign(deps, { redis: { hget: async () => halted } });
  const news = new HaltNews(deps, streams, "real_time");
  for (const next of [null, "AAPL", "AAPL,SPY", "SPY", ""]) {
    halted = next;
    await news.step();
  }
  expect(told.map(([, { T, S, sc, z }]) => [T, S, sc, z])).toEqual([
    ["s", "SPY", "H", "B"],
    ["s", "AAPL", "T", "B"],
    ["s", "SPY", "T", "B"],
  ]);
});
