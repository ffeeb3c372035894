/**
 * Tells the hub which symbols somebody needs quotes of. A watch runs out by itself, so a reader
 * that dies leaves nothing subscribed for long.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { WATCH_KEY } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Clock } from "../clock";
import type { MarketSource } from "./market-source";

/** Renewed by open screens every third of this. */
const WATCH_MS = 30_000;
const POLL_MS = 60;

/** Asks for quotes of symbols from now on, for WATCH_MS. */
export async function watchSymbols(
  { redis, clock }: { redis: Redis; clock: Clock },
  symbols: readonly string[],
): Promise<void> {
  if (symbols.length === 0) return;
  const untilMs = clock.nowMs() + WATCH_MS;
  await redis.zadd(WATCH_KEY, ...symbols.flatMap((symbol) => [untilMs, symbol]));
  await redis.publish(WATCH_KEY, JSON.stringify(symbols));
}

/** Watches symbols and waits until each has a quote, or until the time is up. */
export async function awaitQuotes(
  deps: { redis: Redis; clock: Clock; market: MarketSource },
  feed: FeedKind,
  symbols: readonly string[],
  waitMsMax: number,
): Promise<void> {
  if (deps.market.hasQuotes?.(feed, symbols) === true) return;
  let view = await deps.market.view(feed, symbols);
  const missing = () => symbols.some((symbol) => view.quoteOf(symbol) === null);
  if (!missing()) return;
  await watchSymbols(deps, symbols);
  const untilMs = deps.clock.nowMs() + waitMsMax;
  while (missing() && deps.clock.nowMs() < untilMs) {
    await sleep(POLL_MS);
    view = await deps.market.view(feed, symbols);
  }
}
