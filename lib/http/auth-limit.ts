/**
 * The strict buckets of whatever proves who somebody is (decisions 21): by network place, and by account,
 * so that many places cannot try one account. They count in Redis; without it in PostgreSQL, with less
 * room; without that nobody is let in (reliability.md §3.4).
 */
import { createHmac } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";
import type { Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import { ipNetwork } from "@/lib/server/identity/ip-prefix";
import { overIoredis } from "./upstash-redis";

/** Tries a minute, and how many while Redis is away. */
const BUCKETS = {
  /** Enough for a family or an office, too few to guess with. */
  place: { perMinute: 30, alone: 20 },
  account: { perMinute: 60, alone: 5 },
  /** Guests cost an account each. */
  guest: { perMinute: 6, alone: 3 },
} as const;
type Bucket = keyof typeof BUCKETS;

type Needs = Pick<Deps, "redis" | "webPool" | "env" | "log">;

const limiters = new WeakMap<Redis, { readonly [B in Bucket]: Ratelimit }>();

/** Counts one try; throws when there were too many, or when nothing can count it. */
export async function takeAuthAttempt(deps: Needs, bucket: Bucket, name: string): Promise<void> {
  const whose = bucket === "account" ? name : ipNetwork(name);
  const hash = createHmac("sha256", deps.env.NEXTAUTH_SECRET).update(`${bucket}:${whose}`).digest();
  if (!(await isWithin(deps, bucket, hash)))
    throw new AppError("rate_limited", "Too many tries. Wait a minute, then try again.");
}

async function isWithin(deps: Needs, bucket: Bucket, hash: Buffer): Promise<boolean> {
  try {
    return (await limitersOf(deps.redis)[bucket].limit(hash.toString("base64url"))).success;
  } catch (error) {
    deps.log.warn({ err: String(error), bucket }, "tries are counted in the database");
    return isWithinAlone(deps, bucket, hash);
  }
}

async function isWithinAlone(
  { webPool, log }: Needs,
  bucket: Bucket,
  hash: Buffer,
): Promise<boolean> {
  try {
    const { rows } = await webPool.query<{ ok: boolean }>(
      "SELECT take_auth_attempt($1, $2) AS ok",
      [hash, BUCKETS[bucket].alone],
    );
    return rows[0]?.ok === true;
  } catch (error) {
    log.error({ err: String(error), bucket }, "tries cannot be counted: nobody is let in");
    throw new AppError("unavailable", "Raxx cannot check this right now; try again in a minute.");
  }
}

function limitersOf(redis: Redis) {
  const known = limiters.get(redis);
  if (known !== undefined) return known;
  const over = overIoredis(redis);
  const limiterOf = (bucket: Bucket) =>
    new Ratelimit({
      redis: over,
      limiter: Ratelimit.slidingWindow(BUCKETS[bucket].perMinute, "1 m"),
      prefix: `raxx:limit:auth:${bucket}`,
      ephemeralCache: false,
      // The library lets requests through when Redis is slow; we decide that ourselves.
      timeout: 0,
    });
  const made = {
    place: limiterOf("place"),
    account: limiterOf("account"),
    guest: limiterOf("guest"),
  };
  limiters.set(redis, made);
  return made;
}
