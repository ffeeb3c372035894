/**
 * The rate limit of the program API: calls a minute per user, by tier (decisions 21).
 *
 * A sliding window of two counters: what was used in this minute plus the part of the last minute
 * that is still in sight. No burst at the turn of a minute gets double, and a user costs two numbers.
 */
import type { Clock } from "@/lib/server/clock";
import type { Tier } from "@/lib/server/deps";

export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends, epoch ms of the wall. */
  readonly resetAtMs: number;
  readonly allowed: boolean;
}

export interface RateLimiter {
  /** Takes one call from the user's window, if there is one left. */
  take(userId: string, tier: Tier): Promise<RateLimit>;
}

export const CALLS_PER_MINUTE: { readonly [T in Tier]: number } = {
  free: 60,
  pro: 600,
  pro_plus: 3_000,
};

/** Page loads and previews have a bucket of their own, the same for everybody (decisions 21). */
export const PAGES_PER_MINUTE: { readonly [T in Tier]: number } = {
  free: 300,
  pro: 300,
  pro_plus: 300,
};

const WINDOW_MS = 60_000;
const USERS_MAX = 50_000;

interface Window {
  startMs: number;
  used: number;
  usedBefore: number;
}

/** A limiter that knows what this process has seen, and what it is told of the others. */
export class InProcessRateLimiter implements RateLimiter {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly clock: Clock,
    private readonly perMinute: { readonly [T in Tier]: number } = CALLS_PER_MINUTE,
  ) {}

  /** Takes note of what all processes together let through in the sliding window, if that is more. */
  learn(userId: string, usedByAll: number): void {
    const nowMs = this.clock.nowMs();
    const window = this.windowOf(userId, nowMs);
    const before = window.usedBefore * inSightOf(window, nowMs);
    window.used = Math.max(window.used, Math.ceil(usedByAll - before));
  }

  async take(userId: string, tier: Tier): Promise<RateLimit> {
    const nowMs = this.clock.nowMs();
    const limit = this.perMinute[tier];
    const window = this.windowOf(userId, nowMs);
    const used = window.used + window.usedBefore * inSightOf(window, nowMs);
    const allowed = used + 1 <= limit;
    if (allowed) window.used += 1;
    const remaining = Math.max(0, Math.floor(limit - used - (allowed ? 1 : 0)));
    return { limit, remaining, resetAtMs: window.startMs + WINDOW_MS, allowed };
  }

  private windowOf(userId: string, nowMs: number): Window {
    const startMs = nowMs - (nowMs % WINDOW_MS);
    const known = this.windows.get(userId);
    if (known === undefined) {
      // Forgetting all at once is crude and rare; it lets a user through, it never locks one out.
      if (this.windows.size >= USERS_MAX) this.windows.clear();
      const fresh = { startMs, used: 0, usedBefore: 0 };
      this.windows.set(userId, fresh);
      return fresh;
    }
    if (known.startMs !== startMs) {
      known.usedBefore = startMs - known.startMs === WINDOW_MS ? known.used : 0;
      known.used = 0;
      known.startMs = startMs;
    }
    return known;
  }
}

/** The part of the last window that is still in sight. */
function inSightOf({ startMs }: Window, nowMs: number): number {
  return 1 - (nowMs - startMs) / WINDOW_MS;
}
