/**
 * The real-time streams of the data account, over Alpaca's SDK: quotes, prints and trading status
 * of what is subscribed. Reconnecting is the SDK's; what a break means is ours: a gap.
 */
import type { Clock } from "@/lib/server/clock";
import type { Log } from "@/lib/server/log";
import type { Upstream } from "@/lib/server/market/upstream";
import { TapeNews } from "@/lib/wire/market-bus";
import {
  FeedSocket,
  type OpenConnection,
  openConnection,
  type WireNews,
  type WireQuote,
  type WireTrade,
} from "./feed-socket";
import type { FeedTrade } from "./print-book";
import { conditionsOf } from "./print-history";
import type { FeedQuote } from "./quote-book";

type StockStream = ReturnType<Upstream["alpaca"]["marketData"]["stockStream"]>;
type OptionStream = ReturnType<Upstream["alpaca"]["marketData"]["optionStream"]>;

export interface LiveFeedEvents {
  onQuote(quote: FeedQuote): void;
  onTrade(trade: FeedTrade): void;
  onHalt(symbol: string, halted: boolean): void;
  onNews(news: TapeNews): void;
  /** Something arrived: the feed is alive. */
  onAlive(): void;
  /** A stream was away and is back: what came in between is unknown. */
  onGap(): void;
}

/** Trading status codes that stop trading. Source: UTP and CTA "sc" codes, alpaca-wire.md §4.2. */
const HALT_CODES = new Set(["H", "2", "P", "4"]);
const RECONNECT = { maxReconnectAttempts: -1, initialReconnectMs: 500, maxReconnectMs: 8_000 };

export class LiveFeed {
  private readonly stocks: StockStream;
  private readonly options: OptionStream;
  private readonly subscribed = new Set<string>();

  constructor(
    upstream: Upstream,
    private readonly events: LiveFeedEvents,
    private readonly deps: {
      readonly clock: Clock;
      readonly log: Log;
      readonly open?: OpenConnection;
    },
  ) {
    const { marketData } = upstream.alpaca;
    const { stockStreamUrl, optionStreamUrl } = upstream;
    const over = (isOption: boolean) => ({ ...RECONNECT, wsFactory: this.opener(isOption) });
    this.stocks = marketData.stockStream({ url: stockStreamUrl, ...over(false) });
    this.options = marketData.optionStream({ url: optionStreamUrl, ...over(true) });
  }

  /** Connects both streams and resolves when both have authenticated. */
  async start(): Promise<void> {
    for (const [name, stream] of [
      ["stocks", this.stocks],
      ["options", this.options],
    ] as const) {
      stream.onError((error) =>
        this.deps.log.warn({ stream: name, err: String(error) }, "feed error"),
      );
      stream.onReconnected(() => this.events.onGap());
    }
    this.stocks.onStatus((status) => {
      this.events.onHalt(status.symbol, HALT_CODES.has(status.statusCode ?? ""));
    });
    this.stocks.connect();
    this.options.connect();
    await Promise.all([this.stocks.waitForAuthentication(), this.options.waitForAuthentication()]);
  }

  /**
   * Makes the subscriptions of both streams exactly these. What is not wanted any more goes first: a plan that is
   * full refuses the whole frame that would exceed it (405), and the symbols of it would stay without a quote.
   */
  subscribe(wanted: ReadonlySet<string>, isOption: (symbol: string) => boolean): void {
    const added = [...wanted].filter((symbol) => !this.subscribed.has(symbol));
    const removed = [...this.subscribed].filter((symbol) => !wanted.has(symbol));
    for (const symbol of added) this.subscribed.add(symbol);
    for (const symbol of removed) this.subscribed.delete(symbol);
    this.leave(removed, isOption);
    this.join(added, isOption);
  }

  private leave(symbols: readonly string[], isOption: (symbol: string) => boolean): void {
    const stocks = symbols.filter((symbol) => !isOption(symbol));
    if (stocks.length > 0) {
      this.stocks.unsubscribeFromQuotes(stocks);
      this.stocks.unsubscribeFromTrades(stocks);
      this.stocks.unsubscribeFromLulds(stocks);
      this.stocks.unsubscribeFromImbalances(stocks);
    }
    // Frames to the server may not be large; the sizes of a chain are split.
    for (const part of chunks(symbols.filter(isOption))) {
      this.options.unsubscribeFromQuotes(part);
      this.options.unsubscribeFromTrades(part);
    }
  }

  private join(symbols: readonly string[], isOption: (symbol: string) => boolean): void {
    const stocks = symbols.filter((symbol) => !isOption(symbol));
    if (stocks.length > 0) {
      this.stocks.subscribeForQuotes(stocks);
      this.stocks.subscribeForTrades(stocks);
      this.stocks.subscribeForStatuses(stocks);
      this.stocks.subscribeForLulds(stocks);
      this.stocks.subscribeForImbalances(stocks);
    }
    for (const part of chunks(symbols.filter(isOption))) {
      this.options.subscribeForQuotes(part);
      this.options.subscribeForTrades(part);
    }
  }

  stop(): void {
    this.stocks.disconnect();
    this.options.disconnect();
  }

  private opener(isOption: boolean): (url: string) => FeedSocket {
    const { open = openConnection } = this.deps;
    const reader = {
      onQuote: (quote: WireQuote) => this.quoted(quote),
      onTrade: (trade: WireTrade) => this.traded(trade, isOption),
      onNews: (news: WireNews) => this.heard(news),
    };
    return (url) => new FeedSocket(open(url), reader);
  }

  private quoted(quote: WireQuote): void {
    this.events.onAlive();
    this.events.onQuote({
      symbol: quote.S,
      bid: quote.bp,
      bidSize: quote.bs,
      bidExchange: quote.bx ?? "",
      ask: quote.ap,
      askSize: quote.as,
      askExchange: quote.ax ?? "",
      atMs: quote.t.getTime(),
    });
  }

  private heard(news: WireNews): void {
    this.events.onAlive();
    const read = TapeNews.safeParse({ ...news, t: news.t.getTime() });
    if (read.success) this.events.onNews(read.data);
    else this.deps.log.warn({ news: news.T, err: read.error.message }, "news of the tape not read");
  }

  private traded(trade: WireTrade, isOption: boolean): void {
    this.events.onAlive();
    this.events.onTrade({
      symbol: trade.S,
      ...(trade.i === undefined ? {} : { id: trade.i }),
      price: trade.p,
      size: trade.s,
      exchange: trade.x,
      conditions: conditionsOf(trade.c),
      tape: isOption ? "O" : (TAPES.find((tape) => tape === trade.z) ?? "C"),
      atMs: trade.t.getTime(),
    });
  }
}

const TAPES = ["A", "B", "C"] as const;

const SYMBOLS_PER_FRAME = 400;

function chunks(symbols: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < symbols.length; from += SYMBOLS_PER_FRAME) {
    parts.push(symbols.slice(from, from + SYMBOLS_PER_FRAME));
  }
  return parts;
}
