/**
 * The rate limit across processes: a window in this process decides at once and exactly for what it
 * saw, and what it let through is counted in Redis ten times a second (@upstash/ratelimit's sliding
 * window), which tells it what the others let through. Without Redis the process goes on alone: never
 * unlimited (reliability.md §3.4).
 */
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";
import type { Tier } from "@/lib/server/deps";
import type { Log } from "@/lib/server/log";
import type { InProcessRateLimiter, RateLimit, RateLimiter } from "./rate-limit";
import { overIoredis } from "./upstash-redis";

const SHARE_MS = 100;

export interface SharedOptions {
  readonly redis: Redis;
  readonly log: Log;
  readonly local: InProcessRateLimiter;
  /** Names the bucket in Redis. */
  readonly bucket: string;
  readonly perMinute: { readonly [T in Tier]: number };
}

interface Unshared {
  readonly tier: Tier;
  count: number;
}

export class SharedRateLimiter implements RateLimiter {
  private unshared = new Map<string, Unshared>();
  private timer: NodeJS.Timeout | null = null;
  private readonly windows: { readonly [T in Tier]: Ratelimit };

  constructor(private readonly options: SharedOptions) {
    const windowOf = (tier: Tier) =>
      new Ratelimit({
        redis: overIoredis(options.redis),
        limiter: Ratelimit.slidingWindow(options.perMinute[tier], "1 m"),
        prefix: `raxx:limit:${options.bucket}:${tier}`,
        ephemeralCache: false,
        timeout: 0,
      });
    this.windows = { free: windowOf("free"), pro: windowOf("pro"), pro_plus: windowOf("pro_plus") };
  }

  async take(userId: string, tier: Tier): Promise<RateLimit> {
    const limit = await this.options.local.take(userId, tier);
    if (limit.allowed) this.note(userId, tier);
    return limit;
  }

  private note(userId: string, tier: Tier): void {
    const known = this.unshared.get(userId);
    if (known?.tier === tier) known.count += 1;
    else this.unshared.set(userId, { tier, count: 1 });
    this.timer ??= setTimeout(() => void this.share(), SHARE_MS).unref();
  }

  /** Counts what was let through since the last time, and learns what all processes together did. */
  async share(): Promise<void> {
    const sharing = this.unshared;
    this.unshared = new Map();
    this.timer = null;
    try {
      await Promise.all([...sharing].map(([userId, taken]) => this.shareOne(userId, taken)));
    } catch (error) {
      this.options.log.warn({ err: String(error) }, "rate limit counts in this process alone");
    }
  }

  private async shareOne(userId: string, { tier, count }: Unshared): Promise<void> {
    const { remaining, limit, success } = await this.windows[tier].limit(userId, { rate: count });
    // Refused means that the window was full before these: the library then counts none of them.
    this.options.local.learn(userId, success ? limit - remaining : limit);
  }
}
