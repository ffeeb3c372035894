/** What the jobs of a worker reach, made of what its process has. */
import type pg from "pg";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { findUpstream } from "@/lib/server/market/find-upstream";
import { awaitQuotes } from "@/lib/server/market/watch";
import { TAPE_CODES } from "../hub/auction-print";
import { UpstreamPrices } from "./day/day-prices";
import type { JobDeps } from "./job-deps";

const QUOTES_MS_MAX = 2_000;

/** The worker's own pool reads; what a job did is written as the one door's role. */
export function makeJobDeps(deps: Deps, pool: pg.Pool): JobDeps {
  const { env, log, clock, redis, door, market, marketClock, catalog } = deps;
  const primaries = async () => {
    const assets = await catalog.listAssets();
    return (symbol: string) => TAPE_CODES[assets.get(symbol)?.exchange ?? ""] ?? null;
  };
  return {
    ...{ env, pool, log, clock, redis, door, market, marketClock, redisUrl: env.REDIS_URL },
    speed: env.RAXX_SIM_SPEED,
    commitPool: createPool(env.DATABASE_URL, "raxx_commit", log),
    retentionPool: createPool(env.DATABASE_URL, "raxx_retention", log),
    prices: new UpstreamPrices(() => findUpstream(deps), primaries),
    awaitQuotes: (feed, symbols) =>
      awaitQuotes({ redis, clock, market }, feed, symbols, QUOTES_MS_MAX),
  };
}
