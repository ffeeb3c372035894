/**
 * Quotes of the past from the data account's REST: the latest of a symbol just watched, and the
 * minutes the delay line did not record because nobody watched then.
 */
import { z } from "zod";
import type { Upstream } from "@/lib/server/market/upstream";
import { type PastSpan, pathsOf, readPages } from "./past-pages";
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

export class QuoteHistory {
  constructor(private readonly upstream: Upstream) {}

  /** The latest real-time quotes of symbols; those without one are absent. */
  async latest(symbols: readonly string[], isOption: (symbol: string) => boolean) {
    const asked = { kind: "quotes", symbols, isOption } as const;
    const parts = pathsOf(asked).map(async ({ path, symbols: part }) => {
      const body = await this.upstream.readJson(`${path}/latest?symbols=${part.join(",")}`);
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
    range: PastSpan,
  ): Promise<readonly FeedQuote[]> {
    const known =
      this.upstream.market === "alpaca" ? symbols.filter((symbol) => !isOption(symbol)) : symbols;
    const asked = { kind: "quotes", symbols: known, isOption } as const;
    const pages = await readPages(this.upstream, asked, range);
    return pages.flatMap((page) =>
      Object.entries(History.parse(page).quotes).flatMap(([symbol, quotes]) =>
        quotes.map((quote) => toFeedQuote(symbol, quote)),
      ),
    );
  }
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
