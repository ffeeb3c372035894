/**
 * The strict bucket of passkey ceremonies: per network place, over Redis; when Redis is away a
 * smaller one in this process, because sign-in must never be unlimited (reliability.md §3.4).
 */
import { Ratelimit } from "@upstash/ratelimit";
import type { Deps } from "@/lib/server/deps";
import { overIoredis } from "./upstash-redis";

/** Ceremonies a minute from one place: enough for a family, too few to guess with. */
const PER_MINUTE = 30;
const LOCAL_PER_MINUTE = 10;
const MINUTE_MS = 60_000;

let limiter: Ratelimit | null = null;
const local = new Map<string, { sinceMs: number; count: number }>();

/** Whether one more ceremony may begin or end from this place. */
export async function signInAllowed(
  { redis, clock, log }: Pick<Deps, "redis" | "clock" | "log">,
  ip: string,
): Promise<boolean> {
  limiter ??= new Ratelimit({
    redis: overIoredis(redis),
    limiter: Ratelimit.slidingWindow(PER_MINUTE, "1 m"),
    prefix: "raxx:limit:sign-in",
    // The library lets requests through when Redis is slow; we decide that ourselves.
    timeout: 0,
  });
  try {
    return (await limiter.limit(ip)).success;
  } catch (error) {
    log.warn({ err: String(error) }, "sign-in limit falls back to this process");
    return allowedLocally(ip, clock.nowMs());
  }
}

function allowedLocally(ip: string, nowMs: number): boolean {
  const entry = local.get(ip);
  if (entry === undefined || nowMs - entry.sinceMs > MINUTE_MS) {
    if (local.size > 10_000) local.clear();
    local.set(ip, { sinceMs: nowMs, count: 1 });
    return true;
  }
  entry.count += 1;
  return entry.count <= LOCAL_PER_MINUTE;
}
