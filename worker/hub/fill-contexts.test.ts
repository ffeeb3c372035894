/** The seconds around a fill are kept in the world it happened in (decisions 14). */
import { expect, test } from "vitest";
import type { OrderFilled } from "@/lib/engine/event/event";
import type { TailedEvent } from "@/lib/server/events/tail";
import { FillContexts } from "./fill-contexts";
import { QuoteBook } from "./quote-book";

const AT_MS = Date.UTC(2026, 10, 20, 15, 0);

function newWorld(feed: "delayed" | "real_time") {
  const books = { real_time: new QuoteBook("sim"), delayed: new QuoteBook("sim") };
  const clock = { real_time: AT_MS, delayed: AT_MS };
  const stored: { account_id: string; version: number; quotes: string }[] = [];
  const pool = {
    query: async (text: string, [value]: [string]) => {
      if (text.startsWith("SELECT store")) stored.push(...JSON.parse(value));
      return { rows: [{ id: "a", feed }] };
    },
  };
  const marketClock = { nowMs: (world: "real_time" | "delayed") => clock[world] };
  const contexts = new FillContexts(pool as never, marketClock, books);
  const quote = (world: "real_time" | "delayed", seconds: number, bid: number) =>
    books[world].put({
      ...{ symbol: "AAPL", bid, bidSize: 1, bidExchange: "Q", ask: bid + 1, askSize: 2 },
      ...{ askExchange: "Q", atMs: AT_MS + seconds * 1_000 },
    });
  const legs = [{ instrument: { symbol: "AAPL" } }];
  const event = { type: "order_filled", atMs: AT_MS, legs } as unknown as OrderFilled;
  const fill = (): TailedEvent => ({ accountId: "a", version: 7, eventMs: 0, event, terms: null });
  return { contexts, quote, fill, clock, stored };
}

test("ten seconds before and after, at most 64 quotes, once they have passed", async () => {
  const { contexts, quote, fill, clock, stored } = newWorld("real_time");
  for (let tick = -200; tick < 0; tick += 1) quote("real_time", tick / 10, 100 + tick / 100);
  contexts.onEvents([fill()]);
  await contexts.step();
  expect(stored).toEqual([]);
  for (let tick = 0; tick <= 110; tick += 1) quote("real_time", tick / 10, 100 + tick / 100);
  clock.real_time = AT_MS + 10_000;
  await contexts.step();
  await contexts.step();
  expect(stored).toHaveLength(1);
  const quotes: [number, number, number, number, number][] = JSON.parse(
    stored[0]?.quotes ?? "",
  ).AAPL;
  expect(quotes.length).toBeLessThanOrEqual(65);
  expect(quotes.length).toBeGreaterThan(60);
  const [first, last] = [quotes[0]?.[0] ?? 0, quotes.at(-1)?.[0] ?? 0];
  expect(first).toBeGreaterThanOrEqual(AT_MS - 10_000);
  expect(first).toBeLessThan(AT_MS - 9_000);
  expect(last).toBeLessThanOrEqual(AT_MS + 10_000);
  expect(last).toBeGreaterThan(AT_MS + 9_000);
});

test("a delayed account gets the quotes of its own world, at its own time", async () => {
  const { contexts, quote, fill, clock, stored } = newWorld("delayed");
  quote("real_time", -1, 900);
  quote("delayed", -1, 100);
  contexts.onEvents([fill()]);
  clock.real_time = AT_MS + 60_000;
  await contexts.step();
  expect(stored).toEqual([]);
  clock.delayed = AT_MS + 10_000;
  await contexts.step();
  expect(JSON.parse(stored[0]?.quotes ?? "").AAPL).toEqual([
    [AT_MS - 1_000, 100_000_000, 1, 101_000_000, 2],
  ]);
});
