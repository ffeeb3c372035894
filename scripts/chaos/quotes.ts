/** What the hub would keep in Redis for the web, written again and again: Redis loses it in every other round. */
import type pg from "pg";
import { createLog } from "@/lib/server/log";
import { createRedis } from "@/lib/server/redis";
import { MARKET_OPEN_MS } from "@/lib/server/testing/fake-market";
import { ALIVE_FIELD, latestKey, type PackedQuote } from "@/lib/wire/market-bus";

const EVERY_MS = 100;
const at = MARKET_OPEN_MS;
const AAPL: PackedQuote = [
  ...([
    "AAPL",
    99_990_000,
    100,
    "Q",
    100_010_000,
    100,
    "Q",
    at,
    1,
    "chaos",
    at,
    at,
    false,
  ] as const),
];

/** Lists the stock and sets the clock; quotes flow until the answer is called. */
export async function startQuotes(admin: pg.Pool, redisUrl: string): Promise<() => void> {
  await admin.query(
    `INSERT INTO instruments (symbol, market, asset_id, name, exchange, tradable, marginable,
      shortable, has_options, late_close, broad_index)
    VALUES ('AAPL', 'sim', gen_random_uuid(), 'AAPL', 'NASDAQ', true, true, true, false, false, false)`,
  );
  await admin.query(
    "INSERT INTO market_clock_anchors (wall_at, market_at, speed) VALUES (now(), $1, 1)",
    [new Date(at)],
  );
  const redis = createRedis(redisUrl, createLog("chaos", "silent"));
  const tell = () =>
    redis
      .hset(latestKey("sim", "real_time"), {
        AAPL: JSON.stringify(AAPL),
        [ALIVE_FIELD]: String(Date.now()),
      })
      .catch(() => undefined);
  await tell();
  const timer = setInterval(() => void tell(), EVERY_MS);
  return () => {
    clearInterval(timer);
    redis.disconnect();
  };
}
