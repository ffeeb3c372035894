import type pg from "pg";
import type { Log } from "@/lib/server/log";

/** What a job may reach. */
export interface JobDeps {
  readonly redisUrl: string;
  readonly retentionPool: pg.Pool;
  readonly log: Log;
}
