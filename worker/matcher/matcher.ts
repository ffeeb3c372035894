/**
 * Follows the market and fills resting orders durably.
 *
 * Quotes, prints and events only say where to look: each look is a `match_order` command through the one
 * door, which decides on the account's latest version and commits in batches. Two matchers, or one
 * that died half way, therefore cannot fill twice; they only waste work.
 */

import type pg from "pg";
import type { AccountState } from "@/lib/engine/account/account-state";
import type { FillTrigger } from "@/lib/engine/event/event";
import type { Order } from "@/lib/engine/order/order";
import type { Door } from "@/lib/server/commit/door";
import type { EventTail, MatchTerms, TailedEvent } from "@/lib/server/events/tail";
import type { Log } from "@/lib/server/log";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { FeedIndex } from "./feed-index";
import type { IndexedOrder } from "./order-columns";
import { endedOrder, movedOrder } from "./order-moves";
import { accountsWithOrders, feedsOf, toIndexed, waitsForQuotes } from "./working-orders";

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
  readonly indexes: { readonly [F in FeedKind]: FeedIndex } = {
    real_time: new FeedIndex(),
    delayed: new FeedIndex(),
  };
  private readonly feeds = new Map<string, FeedKind>();
  private readonly triggered: IndexedOrder[] = [];
  private pending = 0;
  /** A standby matcher keeps its index warm and leaves the work to the holder of the lease. */
  private active = true;

  constructor(private readonly deps: MatcherDeps) {}

  /** Orders being decided right now; zero means nothing is under way. */
  get deciding(): number {
    return this.pending;
  }

  /** False for one that stands by. */
  get isActive(): boolean {
    return this.active;
  }

  /** Takes or leaves the work; taking it looks at everything once. */
  setActive(active: boolean): void {
    const taking = active && !this.active;
    this.active = active;
    if (taking) this.lookAtAll();
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
    this.lookAtAll();
  }

  /** A quote of a feed: prices in micros, 0 for a side that is missing. */
  onQuote(feed: FeedKind, symbol: string, bidMicros: number, askMicros: number): void {
    this.indexes[feed].quote(symbol, bidMicros, askMicros, this.triggered);
    if (this.triggered.length > 0) this.decideTriggered("quote");
  }

  /** A print of a feed that was of orders in the book. */
  onPrint(feed: FeedKind, symbol: string, priceMicros: number): void {
    this.indexes[feed].print(symbol, priceMicros, this.triggered);
    if (this.triggered.length > 0) this.decideTriggered("trade");
  }

  /** The official print of an auction. */
  onAuction(feed: FeedKind, symbol: string): void {
    this.indexes[feed].auction(symbol, this.triggered);
    if (this.triggered.length > 0) this.decideTriggered("auction");
  }

  /** What time alone brings, by each feed's own clock: sessions that open, orders that run out. */
  expire(): void {
    if (!this.active) return;
    for (const feed of FEEDS) {
      const nowMs = this.nowMs(feed);
      for (const order of this.indexes[feed].expired(nowMs)) this.askToExpire(feed, order);
      this.indexes[feed].due(nowMs, this.triggered);
    }
    if (this.triggered.length > 0) this.decideTriggered("quote");
  }

  /**
   * Looks at everything again: the net under lost ticks, opened sessions and failed asks. Orders
   * the last quotes cannot fill cost a comparison, not a decision.
   */
  sweep({ all } = { all: false }): void {
    if (!this.active) return;
    for (const feed of FEEDS) {
      const index = this.indexes[feed];
      index.recheck(this.triggered, { all });
      for (const order of index.overdue(this.nowMs(feed))) this.askToExpire(feed, order);
    }
    this.decideTriggered("quote");
  }

  /** Stops too, whatever this process has seen of the tape: they may have been hit before it was here. */
  private lookAtAll(): void {
    this.sweep({ all: true });
  }

  private nowMs(feed: FeedKind): number {
    return this.deps.marketClock.nowMs(feed);
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
    const placed: Placed[] = [];
    for (const { accountId, version, event, terms } of events) {
      this.deps.door.cache.expire(accountId, version);
      const [moved, ended] = [movedOrder(event), endedOrder(event)];
      if (event.type === "order_accepted") placed.push(this.place(accountId, event.order, terms));
      else if (moved !== null) void this.reindex(accountId, [moved]);
      else if (event.type === "settings_changed") void this.reindex(accountId, null);
      else if (ended !== null) this.forget(ended);
    }
    for (const one of placed) this.welcome(one);
    if (this.triggered.length > 0) this.decideTriggered("quote");
  }

  /** Hangs a new order in the index of its owner's feed: no order may meet a quote of another one. */
  private place(accountId: string, order: Order, terms: MatchTerms | null): Placed {
    this.setFeed(accountId, terms?.feed ?? "delayed");
    const feed = this.feedOf(accountId);
    const profile = terms?.profile ?? null;
    const indexed = toIndexed(accountId, order, { nowMs: this.nowMs(feed), profile });
    this.indexes[feed].add(indexed);
    return { feed, indexed, rests: profile !== null && waitsForQuotes(indexed, order) };
  }

  /**
   * Prices at once what does not rest: a market order must not wait for the next tick. One that rests
   * meets the latest quote of the index, which may have come after its own.
   */
  private welcome({ feed, indexed, rests }: Placed): void {
    const index = this.indexes[feed];
    if (!index.has(indexed.orderId)) return; // ended by an event of the same read
    if (rests) index.recheckOne(indexed, this.triggered);
    else if (this.active) this.decide(feed, indexed, "arrival");
  }

  private feedOf(accountId: string): FeedKind {
    return this.feeds.get(accountId) ?? "delayed";
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

  /** These orders of an account, or all, may hang somewhere else from now on. */
  private async reindex(accountId: string, orderIds: readonly string[] | null): Promise<void> {
    try {
      const loaded = await this.deps.door.peek(accountId);
      const index = this.indexes[this.feedOf(accountId)];
      const ids = orderIds ?? index.ofAccount(accountId).map(({ orderId }) => orderId);
      for (const orderId of ids) {
        const order = loaded?.state.orders.get(orderId);
        this.forget(orderId);
        if (loaded === null || order === undefined) continue;
        const indexed = this.indexed(loaded.state, order);
        index.add(indexed);
        // What it waits for since its event may have come before it hung here.
        if (orderIds !== null && this.active) this.decide(this.feedOf(accountId), indexed, "quote");
      }
    } catch (error) {
      this.deps.log.warn({ accountId, err: String(error) }, "could not index orders anew");
    }
  }

  private indexed({ id, profile }: AccountState, order: Order): IndexedOrder {
    return toIndexed(id, order, { nowMs: this.nowMs(this.feedOf(id)), profile });
  }

  private async loadAccount(accountId: string, feed: FeedKind): Promise<void> {
    this.feeds.set(accountId, feed);
    const loaded = await this.deps.door.read(accountId);
    for (const order of loaded?.state.orders.values() ?? []) {
      if (loaded !== null) this.indexes[feed].add(this.indexed(loaded.state, order));
    }
  }

  private decideTriggered(trigger: FillTrigger): void {
    const orders = this.triggered.splice(0);
    for (const order of orders) {
      const feed = this.feedOf(order.accountId);
      if (this.active) this.decide(feed, order, trigger);
      else this.indexes[feed].arm(order.orderId);
    }
  }

  private decide(feed: FeedKind, order: IndexedOrder, trigger: FillTrigger): void {
    const { accountId, orderId } = order;
    this.pending += 1;
    this.deps.door
      .ask({ accountId, feed, command: { type: "match_order", orderId, trigger } })
      .then(
        (answer) => {
          const { state } = answer.kind === "done" ? answer : { state: null };
          const left = state?.orders.get(orderId);
          if (state === null || left === undefined) return this.forget(orderId);
          const isMissed = this.indexes[feed].settle(this.indexed(state, left));
          if (isMissed && this.active) this.decide(feed, order, "trade");
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
    for (const feed of FEEDS) this.indexes[feed].remove(orderId);
  }
}

interface Placed {
  readonly feed: FeedKind;
  readonly indexed: IndexedOrder;
  /** Whether it can only wait for quotes to come. */
  readonly rests: boolean;
}
