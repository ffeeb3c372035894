/** The buckets of one process: program calls by tier, pages and previews beside them (decisions 21). */
import type { Deps } from "@/lib/server/deps";
import {
  CALLS_PER_MINUTE,
  InProcessRateLimiter,
  PAGES_PER_MINUTE,
  type RateLimiter,
} from "./rate-limit";
import { SharedRateLimiter } from "./redis-rate-limit";

export interface Limits {
  readonly calls: RateLimiter;
  readonly pages: RateLimiter;
}

type Needs = Pick<Deps, "clock" | "redis" | "log">;

// Next bundles its routes apart from server.ts; through the global both count into one window.
const holder = globalThis as { raxxLimits?: WeakMap<Needs, Limits> };

/** The buckets of these dependencies. */
export function limitsOf(deps: Needs): Limits {
  holder.raxxLimits ??= new WeakMap();
  const known = holder.raxxLimits.get(deps);
  if (known !== undefined) return known;
  const limits = {
    calls: sharedOf(deps, "calls", CALLS_PER_MINUTE),
    pages: sharedOf(deps, "pages", PAGES_PER_MINUTE),
  };
  holder.raxxLimits.set(deps, limits);
  return limits;
}

function sharedOf(
  { redis, log, clock }: Needs,
  bucket: string,
  perMinute: typeof CALLS_PER_MINUTE,
): RateLimiter {
  const local = new InProcessRateLimiter(clock, perMinute);
  return new SharedRateLimiter({ redis, log, local, bucket, perMinute });
}
