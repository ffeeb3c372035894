/** Sockets that follow an account, told of each of its events with the states around it. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { evolve } from "@/lib/engine/account/evolve";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { Door } from "@/lib/server/commit/door";
import type { TailedEvent } from "@/lib/server/events/tail";
import type { Log } from "@/lib/server/log";

export interface FollowedEvent {
  readonly before: AccountState;
  readonly event: AccountEvent;
  readonly after: AccountState;
  readonly eventMs: number;
}

export type Follower = (events: readonly FollowedEvent[]) => void;

interface Followed {
  state: AccountState;
  readonly followers: Set<Follower>;
}

export class AccountFollowers {
  private readonly accounts = new Map<string, Followed>();

  constructor(
    private readonly door: Door,
    private readonly log: Log,
  ) {}

  /** Starts telling a follower; answers the state it starts from, and how to stop. */
  async follow(
    accountId: string,
    follower: Follower,
  ): Promise<{ readonly state: AccountState; readonly stop: () => void } | null> {
    const loaded = await this.door.read(accountId);
    if (loaded === null) return null;
    const known = this.accounts.get(accountId);
    const followed = known ?? { state: loaded.state, followers: new Set() };
    this.accounts.set(accountId, followed);
    followed.followers.add(follower);
    return { state: followed.state, stop: () => this.unfollow(accountId, follower) };
  }

  /** Takes events off the tail; an account nobody follows costs nothing. */
  onEvents(events: readonly TailedEvent[]): void {
    const byAccount = new Map<string, TailedEvent[]>();
    for (const event of events) {
      this.door.cache.expire(event.accountId, event.version);
      if (!this.accounts.has(event.accountId)) continue;
      const list = byAccount.get(event.accountId) ?? [];
      byAccount.set(event.accountId, list);
      list.push(event);
    }
    for (const [accountId, list] of byAccount) {
      const followed = this.accounts.get(accountId);
      if (followed !== undefined) this.tell(followed, list);
    }
  }

  private tell(followed: Followed, events: readonly TailedEvent[]): void {
    const news: FollowedEvent[] = [];
    for (const { event, version, eventMs } of events) {
      // The state was loaded at some version: what it already contains is not news.
      if (version !== followed.state.version + 1) continue;
      const before = followed.state;
      followed.state = evolve(before, event);
      news.push({ before, event, after: followed.state, eventMs });
    }
    if (news.length === 0) return;
    for (const follower of followed.followers) {
      try {
        follower(news);
      } catch (error) {
        this.log.error({ err: String(error) }, "a follower failed");
      }
    }
  }

  private unfollow(accountId: string, follower: Follower): void {
    const followed = this.accounts.get(accountId);
    followed?.followers.delete(follower);
    if (followed?.followers.size === 0) this.accounts.delete(accountId);
  }
}
