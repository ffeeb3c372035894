/** The market as the web process sees it: what the hub keeps in Redis, cached for a moment. */
import type { Redis } from "ioredis";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { MarketView, Quote } from "@/lib/engine/market/quote";
import type { Auction, Prints } from "@/lib/engine/market/trade";
import {
  ALIVE_FIELD,
  HALTED_FIELD,
  latestKey,
  PackedPrints,
  PackedQuote,
  printsKey,
} from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Clock } from "../clock";
import type { ActionBook } from "./action-book";
import { HashCache } from "./hash-cache";
import type { MarketClock } from "./market-clock";
import type { MarketSource } from "./market-source";
import { unpackPrints } from "./print-codec";
import { unpackQuote } from "./quote-codec";

/** A feed that said nothing for this long is not trusted (decisions 11). */
export const FEED_SILENT_MS = 3_000;

interface FeedCaches {
  readonly quotes: HashCache<Quote>;
  readonly prints: HashCache<ReturnType<typeof unpackPrints>>;
}

export class LatestQuotes implements MarketSource {
  private readonly caches: { readonly [F in FeedKind]: FeedCaches };

  constructor(
    redis: Redis,
    private readonly marketClock: MarketClock,
    private readonly clock: Clock,
    private readonly actions: Pick<ActionBook, "refresh" | "facts">,
  ) {
    const cachesOf = (feed: FeedKind): FeedCaches => ({
      quotes: new HashCache({ redis, clock }, latestKey(marketClock.market, feed), quoteIn),
      prints: new HashCache({ redis, clock }, printsKey(marketClock.market, feed), printsIn),
    });
    this.caches = { real_time: cachesOf("real_time"), delayed: cachesOf("delayed") };
  }

  hasQuotes(feed: FeedKind, symbols: readonly string[]): boolean {
    const { quotes } = this.caches[feed];
    return symbols.every((symbol) => quotes.isRecent(symbol) && quotes.value(symbol) !== null);
  }

  async view(feed: FeedKind, symbols: Iterable<string>): Promise<MarketView> {
    await Promise.all([this.marketClock.refresh(), this.actions.refresh()]);
    const wanted = new Set(symbols);
    const { quotes, prints } = this.caches[feed];
    const fields = new Set([ALIVE_FIELD, HALTED_FIELD, ...wanted]);
    await Promise.all([quotes.read(fields), prints.read(wanted)]);
    // What the view shows must not move while somebody decides on it.
    const shown = new Map([...wanted].map((symbol) => [symbol, quotes.value(symbol)]));
    const aliveAtMs = Number(quotes.text(ALIVE_FIELD) ?? 0);
    const halted = new Set((quotes.text(HALTED_FIELD) ?? "").split(","));
    const nowMs = this.marketClock.nowMs(feed);
    return {
      nowMs,
      feedAlive: this.clock.nowMs() - aliveAtMs <= FEED_SILENT_MS,
      quoteOf: (symbol) => shown.get(symbol) ?? null,
      isHalted: (symbol) => halted.has(symbol),
      ...printsShown(prints, wanted, nowMs),
      ...this.actions.facts(nowMs),
    };
  }
}

/** The last sale is the tape here: only the worker, which has all of it, matches orders. */
function printsShown(
  prints: FeedCaches["prints"],
  symbols: ReadonlySet<string>,
  nowMs: number,
): Prints {
  const shown = new Map([...symbols].map((symbol) => [symbol, prints.value(symbol)]));
  const today = newYorkOf(nowMs).date;
  const ofToday = (auction: Auction | null) =>
    auction !== null && newYorkOf(auction.atMs).date === today ? auction : null;
  return {
    tradesOf: (symbol) => shown.get(symbol)?.trades ?? [],
    auctionOf: (symbol, kind) => ofToday(shown.get(symbol)?.auctions[kind] ?? null),
  };
}

function quoteIn(field: string, text: string): Quote | null {
  if (field === ALIVE_FIELD || field === HALTED_FIELD) return null;
  return unpackQuote(PackedQuote.parse(JSON.parse(text)));
}

function printsIn(symbol: string, text: string): ReturnType<typeof unpackPrints> {
  return unpackPrints(symbol, PackedPrints.parse(JSON.parse(text)));
}
