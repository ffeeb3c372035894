/** Everything a use case may reach: built once per process, faked in tests. */
import type { Redis } from "ioredis";
import type pg from "pg";
import type { MarketName } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { type Clock, systemClock } from "./clock";
import { Door } from "./commit/door";
import { createPool } from "./database/pools";
import { createPrisma, type Prisma } from "./database/prisma";
import type { Env } from "./env";
import { CommitHints } from "./events/commit-hints";
import { tellCommits } from "./events/tell-commits";
import { KeyRing } from "./identity/key-ring";
import type { Log } from "./log";
import { ActionBook } from "./market/action-book";
import { Catalog } from "./market/catalog";
import { feedSwitches } from "./market/feed-switches";
import { LatestQuotes } from "./market/latest-quotes";
import { MarketClock } from "./market/market-clock";
import type { MarketSource } from "./market/market-source";
import { SwitchedMarket } from "./market/switched-market";
import { createRedis } from "./redis";

export interface Deps {
  readonly env: Env;
  readonly log: Log;
  readonly clock: Clock;
  /** Reads as raxx_web: rows of the user set in the transaction, see database/with-user.ts. */
  readonly webPool: pg.Pool;
  readonly prisma: Prisma;
  readonly redis: Redis;
  /** Signs and verifies session tokens. */
  readonly keyRing: KeyRing;
  readonly door: Door;
  readonly market: MarketSource;
  readonly marketClock: MarketClock;
  readonly catalog: Catalog;
  readonly commits: CommitHints;
  close(): Promise<void>;
}

/** Who asks, proven by a session or a key: every query is scoped by these. */
export interface Caller {
  readonly userId: string;
  readonly accountId: string;
  readonly tier: Tier;
  readonly feed: FeedKind;
}

export type Tier = "free" | "pro" | "pro_plus";

/** Which market this deployment runs on: Alpaca's when its keys are set, else the simulated one. */
function marketOf(env: Env): MarketName {
  return env.APCA_API_KEY_ID !== undefined && env.APCA_API_SECRET_KEY !== undefined
    ? "alpaca"
    : "sim";
}

/** Connects a process. The caller closes it. */
export function createDeps(env: Env, log: Log): Deps {
  const clock = systemClock;
  const webPool = createPool(env.DATABASE_URL, "raxx_web", log);
  const commitPool = createPool(env.DATABASE_URL, "raxx_commit", log);
  const prisma = createPrisma(env.DATABASE_URL);
  const redis = createRedis(env.REDIS_URL, log);
  const marketClock = new MarketClock(marketOf(env), clock, webPool, env.RAXX_SIM_SPEED);
  const actions = new ActionBook({ pool: webPool, marketClock, clock });
  const latest = new LatestQuotes(redis, marketClock, clock, actions);
  const market = new SwitchedMarket(latest, feedSwitches(webPool, clock));
  const door = new Door({
    pool: commitPool,
    market,
    log,
    onCommitted: tellCommits(redis),
  });
  const commits = new CommitHints(() => createRedis(env.REDIS_URL, log), log);
  return {
    env,
    log,
    clock,
    webPool,
    prisma,
    redis,
    keyRing: new KeyRing(webPool, env.NEXTAUTH_SECRET, clock),
    door,
    market,
    marketClock,
    catalog: new Catalog(webPool, clock),
    commits,
    close: async () => {
      commits.close();
      await Promise.allSettled([webPool.end(), commitPool.end(), prisma.$disconnect()]);
      redis.disconnect();
    },
  };
}
