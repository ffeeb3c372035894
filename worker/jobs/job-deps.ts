import type { Redis } from "ioredis";
import type pg from "pg";
import type { Env } from "@/lib/server/env";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { DayJobDeps } from "./day/run-day-job";

/** What a job may reach. */
export interface JobDeps extends DayJobDeps {
  readonly env: Pick<Env, "RAXX_DATA_DIR" | "SMTP_URL">;
  readonly redisUrl: string;
  /** How many times as fast as the wall the simulated market is to run. */
  readonly speed: number;
  readonly redis: Redis;
  readonly retentionPool: pg.Pool;
  readonly marketClock: MarketClock;
}
