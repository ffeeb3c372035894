/**
 * Keeps the quotes of a fill's legs from ten seconds before it to ten after (decisions 14): beside the
 * record and outside its hash, for whoever wants to see what the market did around the fill.
 */
import type pg from "pg";
import type { OrderFilled } from "@/lib/engine/event/event";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import type { TailedEvent } from "@/lib/server/events/tail";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { PackedQuote } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { ContextQuote } from "@/lib/wire/raxx/fill-context";
import type { Books } from "./book-market";

const AROUND_MS = 10_000;
const QUOTES_MAX = 64;
/** The last quote of each is kept: so many cover the time from before to after. */
const SLOT_MS = (2 * AROUND_MS) / QUOTES_MAX;
/** A program that fills more in ten seconds gets the context of the first. */
const PENDING_MAX = 5_000;

type Recent = Map<string, ContextQuote[]>;

interface Pending {
  readonly accountId: string;
  readonly version: number;
  readonly event: OrderFilled;
}

export class FillContexts {
  private readonly recent: { readonly [F in FeedKind]: Recent } = {
    real_time: new Map(),
    delayed: new Map(),
  };
  private pending: Pending[] = [];

  constructor(
    private readonly pool: pg.Pool,
    private readonly marketClock: Pick<MarketClock, "nowMs">,
    books: Books,
  ) {
    for (const feed of ["real_time", "delayed"] as const) {
      books[feed].listen((symbol) => {
        const quote = books[feed].get(symbol);
        if (quote !== null) keep(this.recent[feed], symbol, quote);
      });
    }
  }

  /** Notes the fills among what was committed. */
  onEvents(events: readonly TailedEvent[]): void {
    for (const { accountId, version, event } of events) {
      if (event.type !== "order_filled" || this.pending.length >= PENDING_MAX) continue;
      this.pending.push({ accountId, version, event });
    }
  }

  /** Stores the context of fills whose ten seconds are over in the world they happened in. */
  async step(): Promise<void> {
    if (this.pending.length === 0) return;
    const feeds = await this.feedsOf(this.pending.map(({ accountId }) => accountId));
    const due: { account_id: string; version: number; quotes: string }[] = [];
    this.pending = this.pending.filter((fill) => {
      const feed = feeds.get(fill.accountId);
      if (feed === undefined) return false;
      if (this.marketClock.nowMs(feed) < fill.event.atMs + AROUND_MS) return true;
      const quotes = JSON.stringify(this.around(fill.event, feed));
      due.push({ account_id: fill.accountId, version: fill.version, quotes });
      return false;
    });
    if (due.length === 0) return;
    await this.pool.query("SELECT store_fill_contexts($1)", [JSON.stringify(due)]);
  }

  private around({ legs, atMs }: OrderFilled, feed: FeedKind): Record<string, ContextQuote[]> {
    const symbols = legs.map(({ instrument }) => instrument.symbol);
    const within = ([quoteAtMs]: ContextQuote) => Math.abs(quoteAtMs - atMs) <= AROUND_MS;
    return Object.fromEntries(
      symbols.map((symbol) => [symbol, (this.recent[feed].get(symbol) ?? []).filter(within)]),
    );
  }

  private async feedsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, FeedKind>> {
    const { rows } = await this.pool.query<{ id: string; feed: FeedKind }>(
      `SELECT a.id, ${FEED_SQL} AS feed
       FROM mbt_accounts a JOIN users u ON u.id = a.user_id WHERE a.id = ANY ($1)`,
      [[...new Set(accountIds)]],
    );
    return new Map(rows.map(({ id, feed }) => [id, feed]));
  }
}

function keep(recent: Recent, symbol: string, quote: PackedQuote): void {
  const [, bid, bidSize, , ask, askSize, , atMs] = quote;
  const kept = recent.get(symbol) ?? [];
  if (kept.length === 0) recent.set(symbol, kept);
  const last = kept.at(-1);
  const entry: ContextQuote = [atMs, bid, bidSize, ask, askSize];
  const sameSlot =
    last !== undefined && Math.floor(last[0] / SLOT_MS) === Math.floor(atMs / SLOT_MS);
  if (sameSlot) kept[kept.length - 1] = entry;
  else kept.push(entry);
  // One more slot than is shown, for the quote that stood when the ten seconds began.
  while (kept.length > 1 && (kept[0]?.[0] ?? 0) < atMs - 2 * AROUND_MS - SLOT_MS) kept.shift();
}
