/**
 * Wakes whoever follows an account when something was committed to it. A hint and no more: it may be
 * lost with Redis, so a follower also looks by itself from time to time.
 *
 * One subscription per process, made when the first follower comes.
 */
import type { Redis } from "ioredis";
import { COMMITTED_CHANNEL } from "@/lib/wire/market-bus";
import type { Log } from "../log";

export interface Hints {
  /** Resolves at the next commit, at once when there was one since the last wait, or after a while. */
  wait(msMax: number, gone: AbortSignal): Promise<void>;
  stop(): void;
}

interface Follower {
  hinted: boolean;
  wake(): void;
}

export class CommitHints {
  private readonly followers = new Map<string, Set<Follower>>();
  private subscriber: Redis | null = null;

  constructor(
    private readonly connect: () => Redis,
    private readonly log: Log,
  ) {}

  follow(accountId: string): Hints {
    this.subscribe();
    const follower: Follower = { hinted: false, wake: () => undefined };
    const others = this.followers.get(accountId) ?? new Set();
    this.followers.set(accountId, others.add(follower));
    return {
      wait: (msMax, gone) => waitFor(follower, msMax, gone),
      stop: () => {
        others.delete(follower);
        if (others.size === 0) this.followers.delete(accountId);
      },
    };
  }

  close(): void {
    this.subscriber?.disconnect();
  }

  private subscribe(): void {
    if (this.subscriber !== null) return;
    const subscriber = this.connect();
    this.subscriber = subscriber;
    subscriber.on("message", (_: string, accountIds: string) => this.hint(accountIds.split(",")));
    subscriber.subscribe(COMMITTED_CHANNEL).catch((error: unknown) => {
      this.log.warn({ err: String(error) }, "no commit hints: followers poll");
    });
  }

  private hint(accountIds: readonly string[]): void {
    for (const accountId of accountIds) {
      for (const follower of this.followers.get(accountId) ?? []) {
        follower.hinted = true;
        follower.wake();
      }
    }
  }
}

async function waitFor(follower: Follower, msMax: number, gone: AbortSignal): Promise<void> {
  if (!follower.hinted && !gone.aborted) {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        gone.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, msMax);
      gone.addEventListener("abort", end, { once: true });
      follower.wake = end;
    });
  }
  follower.hinted = false;
}
