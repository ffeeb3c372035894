/** Whether the whole product works, not only this process: a page beside a dead worker is down. */
import { ALIVE_FIELD, latestKey } from "@/lib/wire/market-bus";
import type { Deps } from "./deps";
import { FEED_SILENT_MS } from "./market/latest-quotes";

export const WORKER_HEARTBEAT_KEY = "raxx:worker:heartbeat";
/** The worker writes its heartbeat every second. */
const HEARTBEAT_MS_MAX = 5_000;

type Check = "ok" | string;

export interface Health {
  readonly status: "ok" | "down";
  /** "ok", or a few words about what is wrong. */
  readonly checks: {
    readonly postgres: Check;
    readonly redis: Check;
    readonly worker: Check;
    readonly feed: Check;
  };
}

type HealthDeps = Pick<Deps, "webPool" | "redis" | "clock" | "marketClock">;

/** Asks everything at once; a check that fails names itself. */
export async function checkHealth(deps: HealthDeps): Promise<Health> {
  const [postgres, redis, worker, feed] = await Promise.all([
    attempt(async () => void (await deps.webPool.query("SELECT 1"))),
    attempt(async () => void (await deps.redis.ping())),
    attempt(() => fresh(deps, deps.redis.get(WORKER_HEARTBEAT_KEY), HEARTBEAT_MS_MAX)),
    attempt(() => {
      const key = latestKey(deps.marketClock.market, "real_time");
      return fresh(deps, deps.redis.hget(key, ALIVE_FIELD), FEED_SILENT_MS);
    }),
  ]);
  const checks = { postgres, redis, worker, feed };
  const ok = Object.values(checks).every((check) => check === "ok");
  return { status: ok ? "ok" : "down", checks };
}

async function attempt(check: () => Promise<void>): Promise<Check> {
  try {
    await check();
    return "ok";
  } catch (error) {
    return error instanceof Stale ? error.message : "unreachable";
  }
}

class Stale extends Error {}

async function fresh(
  deps: HealthDeps,
  read: Promise<string | null>,
  ageMsMax: number,
): Promise<void> {
  const text = await read;
  const ageMs = deps.clock.nowMs() - Number(text ?? 0);
  if (ageMs > ageMsMax) throw new Stale(text === null ? "not started" : `silent for ${ageMs} ms`);
}
