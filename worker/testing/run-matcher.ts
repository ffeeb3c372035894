/** Starts a matcher on a fake market, as worker/trading.ts does on the hub's books. */
import { afterEach } from "vitest";
import { EventTail } from "@/lib/server/events/tail";
import { MarketClock } from "@/lib/server/market/market-clock";
import { type DoorWorld, silentLog } from "@/lib/server/testing/door-world";
import type { Print, Touch } from "@/lib/server/testing/fake-market";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { Matcher } from "../matcher/matcher";

/** A matcher with a door, a cache and a tail of its own; it stops after the test. */
export async function runMatcher(world: DoorWorld): Promise<Matcher> {
  const { matcher, tail } = await startMatcher(world);
  const stop = new AbortController();
  const running = tail.run(stop.signal);
  afterEach(async () => {
    stop.abort();
    await running;
  });
  return matcher;
}

/** A matcher that hears of events only when the test steps its tail. */
export async function startMatcher(
  world: DoorWorld,
): Promise<{ readonly matcher: Matcher; readonly tail: EventTail }> {
  const pool = world.pool("raxx_worker");
  const tail = new EventTail(pool, silentLog);
  const marketClock = new MarketClock("alpaca", world.market, pool); // the clock as the test sets it
  const matcher = new Matcher({ pool, door: world.newDoor(), tail, marketClock, log: silentLog });
  await matcher.start();
  return { matcher, tail };
}

/** Moves one quote of one feed and tells the matchers, in the order the hub does. */
export function pushQuote(
  world: DoorWorld,
  matchers: readonly Matcher[],
  { feed, symbol, ...touch }: { feed: FeedKind; symbol: string } & Touch,
): void {
  const quote = world.market.quote(feed, symbol, touch);
  for (const matcher of matchers) {
    matcher.onQuote(feed, symbol, Number(quote.bidMicros), Number(quote.askMicros));
  }
}

/** Prints a trade on one feed and tells the matchers. */
export function pushPrint(
  world: DoorWorld,
  matchers: readonly Matcher[],
  { feed, symbol, ...print }: { feed: FeedKind; symbol: string } & Print,
): void {
  const trade = world.market.print(feed, symbol, print);
  for (const matcher of matchers) matcher.onPrint(feed, symbol, Number(trade.priceMicros));
}
