/** Official closes of the trading day before, as the hub keeps them. */
import { parseDollars } from "@/lib/engine/decimal";
import type { Micros } from "@/lib/engine/money";
import { previousCloseKey } from "@/lib/wire/market-bus";
import type { Deps } from "../deps";

/** The closes there are; symbols without one are absent. */
export async function previousCloses(
  { redis, marketClock }: Pick<Deps, "redis" | "marketClock">,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, Micros>> {
  const closes = new Map<string, Micros>();
  if (symbols.length === 0) return closes;
  const texts = await redis.hmget(previousCloseKey(marketClock.market), ...symbols);
  for (const [index, symbol] of symbols.entries()) {
    const close = parseDollars(texts[index] ?? "");
    if (close !== null) closes.set(symbol, close);
  }
  return closes;
}
