/**
 * The rate limit across processes: a window in this process decides at once and exactly for what it
 * saw, and what it let through is counted in Redis (@upstash/ratelimit's sliding window), which tells it what
 * the others let through: within 100 ms what is worth a hundredth of a minute's calls, within a second
 * what is worth less. Without Redis the process goes on alone: never unlimited (reliability.md §3.4).
 */
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";
import type { Tier } from "@/lib/server/deps";
import type { Log } from "@/lib/server/log";
import type { InProcessRateLimiter, RateLimit, RateLimiter } from "./rate-limit";
import { overIoredis } from "./upstash-redis";

const SHARE_MS = 100;
/** How long a few calls wait to be counted together, and how few they are. */
const FEW_MS = 1_000;
const FEW = 0.01;

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
  readonly sinceMs: number;
  count: number;
}

export class SharedRateLimiter implements RateLimiter {
  private readonly unshared = new Map<string, Unshared>();
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
    else this.unshared.set(userId, { tier, count: 1, sinceMs: performance.now() });
    this.wait();
  }

  private wait(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      const nowMs = performance.now();
      void this.share((taken) => this.isDue(taken, nowMs));
      if (this.unshared.size > 0) this.wait();
    }, SHARE_MS).unref();
  }

  private isDue({ tier, count, sinceMs }: Unshared, nowMs: number): boolean {
    return count >= FEW * this.options.perMinute[tier] || nowMs - sinceMs >= FEW_MS;
  }

  /** Counts what was let through since the last time, and learns what all processes together did. */
  async share(isDue: (taken: Unshared) => boolean = () => true): Promise<void> {
    const sharing = [...this.unshared].filter(([, taken]) => isDue(taken));
    for (const [userId] of sharing) this.unshared.delete(userId);
    try {
      await Promise.all(sharing.map(([userId, taken]) => this.shareOne(userId, taken)));
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
