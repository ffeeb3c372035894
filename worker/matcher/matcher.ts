/**
 * Follows the market and fills resting orders durably.
 *
 * Quotes and events only say where to look: each look is a `match_order` command through the one
 * door, which decides on the account's latest version and commits in batches. Two matchers, or one
 * that died half way, therefore cannot fill twice; they only waste work.
 */

import type pg from "pg";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { Door } from "@/lib/server/commit/door";
import type { EventTail, TailedEvent } from "@/lib/server/events/tail";
import type { Log } from "@/lib/server/log";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { IndexedOrder } from "./order-columns";
import { TriggerIndex } from "./trigger-index";
import { accountsWithOrders, feedsOf, toIndexed } from "./working-orders";

const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];
const LOAD_CHUNK = 500;

export interface MatcherDeps {
  readonly pool: pg.Pool;
  readonly door: Door;
  readonly tail: EventTail;
  readonly marketClock: MarketClock;
  readonly log: Log;
}

export class Matcher {
  readonly indexes: { readonly [F in FeedKind]: TriggerIndex } = {
    real_time: new TriggerIndex(),
    delayed: new TriggerIndex(),
  };
  private readonly feeds = new Map<string, FeedKind>();
  private readonly triggered: IndexedOrder[] = [];
  /** Accepted and not indexed yet: whoever ends one in the meantime takes it out of here too. */
  private readonly placing = new Map<string, IndexedOrder>();
  private pending = 0;
  /** A standby matcher keeps its index warm and leaves the work to the holder of the lease. */
  private active = true;

  constructor(private readonly deps: MatcherDeps) {}

  /** Orders being decided right now; zero means nothing is under way. */
  get deciding(): number {
    return this.pending;
  }

  /** Takes or leaves the work; taking it looks at everything once. */
  setActive(active: boolean): void {
    const taking = active && !this.active;
    this.active = active;
    if (taking) this.sweep();
  }

  /** Loads working orders, then follows the tail; nothing accepted in between is missed. */
  async start(): Promise<void> {
    await this.deps.tail.open();
    this.deps.tail.listen((events) => this.onEvents(events));
    const accounts = await accountsWithOrders(this.deps.pool);
    const ids = [...accounts.keys()];
    for (let from = 0; from < ids.length; from += LOAD_CHUNK) {
      const chunk = ids.slice(from, from + LOAD_CHUNK);
      await Promise.all(chunk.map((id) => this.loadAccount(id, accounts.get(id) ?? "delayed")));
    }
    this.sweep();
  }

  /** A quote of a feed: prices in micros, 0 for a side that is missing. */
  onQuote(feed: FeedKind, symbol: string, bidMicros: number, askMicros: number): void {
    const index = this.indexes[feed];
    index.quote(index.idOf(symbol), bidMicros, askMicros, this.triggered);
    if (this.triggered.length > 0) this.decideTriggered("quote");
  }

  /** Expires what has run out, by each feed's own clock. */
  expire(): void {
    if (!this.active) return;
    for (const feed of FEEDS) {
      const nowMs = this.deps.marketClock.nowMs(feed);
      for (const order of this.indexes[feed].expired(nowMs)) this.askToExpire(feed, order);
    }
  }

  /**
   * Looks at everything again: the net under lost ticks, opened sessions and failed asks. Orders
   * the last quotes cannot fill cost a comparison, not a decision.
   */
  sweep(): void {
    void this.place([...this.placing.values()]);
    if (!this.active) return;
    for (const feed of FEEDS) {
      const index = this.indexes[feed];
      index.recheck(this.triggered);
      const nowMs = this.deps.marketClock.nowMs(feed);
      for (const order of index.overdue(nowMs)) this.askToExpire(feed, order);
    }
    this.decideTriggered("quote");
  }

  /** Moves the orders of accounts whose tier changed to their new feed. */
  async refreshFeeds(): Promise<void> {
    const ids = [...new Set(FEEDS.flatMap((feed) => this.indexes[feed].accountIds()))];
    if (ids.length === 0) return;
    const feeds = await feedsOf(this.deps.pool, ids);
    for (const [accountId, feed] of feeds) this.setFeed(accountId, feed);
  }

  /** Symbols the matcher needs quotes of. */
  watchedSymbols(): readonly string[] {
    return FEEDS.flatMap((feed) => this.indexes[feed].watchedSymbols());
  }

  private onEvents(events: readonly TailedEvent[]): void {
    const accepted: IndexedOrder[] = [];
    for (const { accountId, version, event } of events) {
      this.deps.door.cache.expire(accountId, version);
      if (event.type === "order_accepted") {
        const order = toIndexed(accountId, event.order);
        this.placing.set(order.orderId, order);
        accepted.push(order);
      } else if (event.type === "order_adjusted") void this.reindex(accountId, event.orderId);
      else if (endsOrder(event)) this.forget(event.orderId);
    }
    void this.place(accepted);
  }

  /**
   * Indexes new orders and prices them at once: a market order must not wait for the next tick.
   * The feed is read for each, because a tier may have changed since the account's last order and
   * no order may meet a quote of another feed. What cannot be placed now is left to the sweep.
   */
  private async place(orders: readonly IndexedOrder[]): Promise<void> {
    if (orders.length === 0) return;
    try {
      const ids = [...new Set(orders.map((order) => order.accountId))];
      const feeds = await feedsOf(this.deps.pool, ids);
      for (const id of ids) this.setFeed(id, feeds.get(id) ?? "delayed");
    } catch (error) {
      this.deps.log.warn({ orders: orders.length, err: String(error) }, "could not index orders");
      return;
    }
    for (const order of orders) {
      if (!this.placing.delete(order.orderId)) continue; // ended, or placed, while the feed was read
      const feed = this.feeds.get(order.accountId) ?? "delayed";
      this.indexes[feed].add(order);
      if (this.active) this.decide(feed, order, "arrival");
    }
  }

  /** Sets an account's feed; orders it had on the other one move. */
  private setFeed(accountId: string, feed: FeedKind): void {
    const before = this.feeds.get(accountId);
    this.feeds.set(accountId, feed);
    if (before === undefined || before === feed) return;
    for (const order of this.indexes[before].ofAccount(accountId)) {
      this.indexes[before].remove(order.orderId);
      this.indexes[feed].add(order);
    }
  }

  /** A corporate action gave an order another price or symbol: it hangs somewhere else from now on. */
  private async reindex(accountId: string, orderId: string): Promise<void> {
    try {
      const loaded = await this.deps.door.read(accountId);
      this.forget(orderId);
      const order = loaded?.state.orders.get(orderId);
      const feed = this.feeds.get(accountId) ?? "delayed";
      if (order !== undefined) this.indexes[feed].add(toIndexed(accountId, order));
    } catch (error) {
      this.deps.log.warn(
        { order: orderId, err: String(error) },
        "could not index an adjusted order",
      );
    }
  }

  private async loadAccount(accountId: string, feed: FeedKind): Promise<void> {
    this.feeds.set(accountId, feed);
    const loaded = await this.deps.door.read(accountId);
    for (const order of loaded?.state.orders.values() ?? []) {
      this.indexes[feed].add(toIndexed(accountId, order));
    }
  }

  private decideTriggered(trigger: "arrival" | "quote"): void {
    const orders = this.triggered.splice(0);
    for (const order of orders) {
      const feed = this.feeds.get(order.accountId) ?? "delayed";
      if (this.active) this.decide(feed, order, trigger);
      else this.indexes[feed].arm(order.orderId);
    }
  }

  private decide(feed: FeedKind, order: IndexedOrder, trigger: "arrival" | "quote"): void {
    const { accountId, orderId } = order;
    this.pending += 1;
    this.deps.door
      .ask({ accountId, feed, command: { type: "match_order", orderId, trigger } })
      .then(
        (answer) => {
          const works = answer.kind === "done" && answer.state.orders.has(orderId);
          if (works) this.indexes[feed].arm(orderId);
          else this.forget(orderId);
        },
        (error: unknown) => {
          this.deps.log.warn({ orderId, err: String(error) }, "could not match; the sweep will");
          this.indexes[feed].arm(orderId);
        },
      )
      .finally(() => {
        this.pending -= 1;
      });
  }

  private askToExpire(feed: FeedKind, { accountId, orderId }: IndexedOrder): void {
    this.deps.door
      .ask({ accountId, feed, command: { type: "expire_order", orderId } })
      .then((answer) => {
        if (answer.kind === "done" && !answer.state.orders.has(orderId)) this.forget(orderId);
      })
      .catch((error: unknown) =>
        this.deps.log.warn({ orderId, err: String(error) }, "could not expire; the sweep will"),
      );
  }

  private forget(orderId: string): void {
    this.placing.delete(orderId);
    for (const feed of FEEDS) this.indexes[feed].remove(orderId);
  }
}

/** Events after which an order can never trade again, also when another matcher made them. */
function endsOrder(
  event: AccountEvent,
): event is Extract<AccountEvent, { readonly orderId: string }> {
  switch (event.type) {
    case "order_canceled":
    case "order_expired":
    case "order_rejected":
    case "order_replaced":
      return true;
    case "order_filled":
      return event.remainingAfterNanos === 0n;
    default:
      return false;
  }
}
