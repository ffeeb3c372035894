/**
 * The strict bucket of passkey ceremonies: per network place, over Redis; when Redis is away a
 * smaller one in this process, because sign-in must never be unlimited (reliability.md §3.4).
 */
import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";
import type { Deps } from "@/lib/server/deps";

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

/** The address the request came from, as our own server wrote it. */
export function clientIp(headers: Headers): string {
  return headers.get("x-raxx-client-ip") ?? "unknown";
}

/**
 * @upstash/ratelimit over plain Redis: it wants Upstash's HTTP client but calls only these. Its Lua
 * carries a shebang that Redis before 7.4 refuses, so the script and its hash lose it (stack.md 4).
 */
function overIoredis(redis: Redis): ConstructorParameters<typeof Ratelimit>[0]["redis"] {
  const plainHashes = new Map<string, string>();
  const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
  const client = {
    evalsha: async (hash: string, keys: string[], args: unknown[]) => {
      const plain = plainHashes.get(hash);
      if (plain === undefined) throw new Error("NOSCRIPT");
      return redis.evalsha(plain, keys.length, ...keys, ...args.map(text));
    },
    eval: async (script: string, keys: string[], args: unknown[]) => {
      const plain = script.replace(/^#!lua[^\n]*\n/, "\n");
      plainHashes.set(sha1(script), sha1(plain));
      return redis.eval(plain, keys.length, ...keys, ...args.map(text));
    },
    get: (key: string) => redis.get(key),
    set: (key: string, value: unknown) => redis.set(key, text(value)),
  };
  return client as unknown as ConstructorParameters<typeof Ratelimit>[0]["redis"];
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
