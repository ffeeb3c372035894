/** Which symbols must be kept up: every stock of the catalog, what screens watch, what orders wait for. */
import type { Redis } from "ioredis";
import type { Clock } from "@/lib/server/clock";
import { WATCH_KEY } from "@/lib/wire/market-bus";

/** More than this many series at once is what one connection of the data plan carries (alpaca-wire.md §4.2). */
const OPTIONS_MAX = 1_000;

export interface InterestSource {
  /** Symbols of working orders: they come before screens (decisions 12). */
  watchedSymbols(): readonly string[];
}

/**
 * The union, orders first, then what was asked for last, cut at the budget: a chain that somebody has left
 * would otherwise keep its place until it runs out. Takes expired watches out on the way.
 */
export async function wantedSymbols(
  deps: { readonly redis: Redis; readonly clock: Clock },
  stocks: Iterable<string>,
  orders: InterestSource | null,
  isKnown: (symbol: string) => boolean,
): Promise<ReadonlySet<string>> {
  const nowMs = deps.clock.nowMs();
  await deps.redis.zremrangebyscore(WATCH_KEY, "-inf", String(nowMs));
  const screens = await deps.redis.zrevrange(WATCH_KEY, 0, -1);
  const wanted = new Set<string>(stocks);
  const room = wanted.size + OPTIONS_MAX;
  for (const symbol of [...(orders?.watchedSymbols() ?? []), ...screens]) {
    if (wanted.size >= room) break;
    if (isKnown(symbol)) wanted.add(symbol);
  }
  return wanted;
}
