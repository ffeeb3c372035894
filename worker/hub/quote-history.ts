/**
 * Quotes of the past from the data account's REST: the latest of a symbol just watched, and the
 * minutes the delay line did not record because nobody watched then.
 */
import { z } from "zod";
import { isoTime } from "@/lib/server/clock";
import type { Upstream } from "@/lib/server/market/upstream";
import type { FeedQuote } from "./quote-book";

const WireQuote = z.object({
  t: z.string(),
  bp: z.number(),
  bs: z.number(),
  bx: z.string().default(""),
  ap: z.number(),
  as: z.number(),
  ax: z.string().default(""),
});
const Latest = z.object({ quotes: z.record(z.string(), WireQuote) });
const History = z.object({
  quotes: z.record(z.string(), z.array(WireQuote)),
  next_page_token: z.string().nullable(),
});

const SYMBOLS_PER_CALL = 100;
const PAGES_MAX = 20;

export class QuoteHistory {
  constructor(private readonly upstream: Upstream) {}

  /** The latest real-time quotes of symbols; those without one are absent. */
  async latest(symbols: readonly string[], isOption: (symbol: string) => boolean) {
    const parts = split(symbols, isOption).map(async ({ base, part }) => {
      const body = await this.upstream.readJson(`${base}/latest?symbols=${part.join(",")}`);
      return Object.entries(Latest.parse(body).quotes).map(([s, quote]) => toFeedQuote(s, quote));
    });
    return (await Promise.all(parts)).flat();
  }

  /**
   * Quotes of a span of time, oldest first per symbol, both ends included.
   *
   * Alpaca has no history of option quotes: there the answer for options is empty and a delayed
   * user sees a contract from 15 minutes after it was first watched.
   */
  async span(
    symbols: readonly string[],
    isOption: (symbol: string) => boolean,
    range: { readonly fromMs: number; readonly toMs: number },
  ): Promise<readonly FeedQuote[]> {
    const asked =
      this.upstream.market === "alpaca" ? symbols.filter((symbol) => !isOption(symbol)) : symbols;
    const parts = split(asked, isOption).map(({ base, part }) => this.pages(base, part, range));
    return (await Promise.all(parts)).flat();
  }

  private async pages(
    base: string,
    symbols: readonly string[],
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  ): Promise<readonly FeedQuote[]> {
    const found: FeedQuote[] = [];
    const query = `symbols=${symbols.join(",")}&start=${isoTime(fromMs)}&end=${isoTime(toMs)}&limit=10000`;
    let token: string | null = null;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const next: string = token === null ? "" : `&page_token=${encodeURIComponent(token)}`;
      const body = History.parse(await this.upstream.readJson(`${base}?${query}${next}`));
      for (const [symbol, quotes] of Object.entries(body.quotes)) {
        for (const quote of quotes) found.push(toFeedQuote(symbol, quote));
      }
      token = body.next_page_token;
      if (token === null) break;
    }
    return found;
  }
}

function split(symbols: readonly string[], isOption: (symbol: string) => boolean) {
  const calls: { base: string; part: string[] }[] = [];
  const add = (base: string, list: readonly string[]) => {
    for (let from = 0; from < list.length; from += SYMBOLS_PER_CALL) {
      calls.push({ base, part: list.slice(from, from + SYMBOLS_PER_CALL) });
    }
  };
  add(
    "/v2/stocks/quotes",
    symbols.filter((symbol) => !isOption(symbol)),
  );
  add("/v1beta1/options/quotes", symbols.filter(isOption));
  return calls;
}

function toFeedQuote(symbol: string, quote: z.infer<typeof WireQuote>): FeedQuote {
  return {
    symbol,
    bid: quote.bp,
    bidSize: quote.bs,
    bidExchange: quote.bx,
    ask: quote.ap,
    askSize: quote.as,
    askExchange: quote.ax,
    atMs: Date.parse(quote.t),
  };
}
