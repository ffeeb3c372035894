import { expect, test } from "vitest";
import type { Upstream } from "@/lib/server/market/upstream";
import { silentLog } from "@/lib/server/testing/door-world";
import { LiveFeed } from "./live-feed";

/** A stream of a data plan: a frame that would go over its limit is refused as a whole (alpaca-wire.md §4.2, 405). */
function planOf(limit: number) {
  const quotes = new Set<string>();
  const join = (symbols: readonly string[]) => {
    if (new Set([...quotes, ...symbols]).size > limit) return;
    for (const symbol of symbols) quotes.add(symbol);
  };
  const leave = (symbols: readonly string[]) => {
    for (const symbol of symbols) quotes.delete(symbol);
  };
  const nothing = () => undefined;
  const stream = new Proxy(
    {},
    {
      get: (_, name) =>
        name === "subscribeForQuotes" ? join : name === "unsubscribeFromQuotes" ? leave : nothing,
    },
  );
  return { quotes, stream };
}

test("a full plan makes room before it is asked for more", () => {
  const [stocks, options] = [planOf(2), planOf(3)];
  const marketData = { stockStream: () => stocks.stream, optionStream: () => options.stream };
  const upstream = { alpaca: { marketData } } as unknown as Upstream;
  const events = {} as never;
  const feed = new LiveFeed(upstream, events, { clock: { nowMs: () => 0 }, log: silentLog });
  const isOption = (symbol: string) => symbol.length > 3;
  feed.subscribe(new Set(["SPY", "QQQ", "SPY1", "SPY2", "SPY3"]), isOption);
  feed.subscribe(new Set(["SPY", "IWM", "SPY3", "IWM1", "IWM2"]), isOption);
  expect([...stocks.quotes]).toEqual(["SPY", "IWM"]);
  expect([...options.quotes]).toEqual(["SPY3", "IWM1", "IWM2"]);
});
