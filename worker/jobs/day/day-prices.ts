/**
 * Official opens and closes and closing quotes of a day, from the data account: they decide expiries,
 * interest and snapshots, also when the job comes after the clock has moved on.
 */
import { z } from "zod";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import { optionCloseMs, tradingDay } from "@/lib/engine/calendar/trading-calendar";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import { type Micros, micros } from "@/lib/engine/money";
import { AppError } from "@/lib/server/errors";
import type { Upstream } from "@/lib/server/market/upstream";
import { PrintHistory } from "../../hub/print-history";
import type { FeedQuote } from "../../hub/quote-book";
import { QuoteHistory } from "../../hub/quote-history";
import { ReadTogether } from "./read-together";

export interface ClosingQuote {
  readonly bidMicros: Micros;
  readonly midMicros: Micros;
}

/** What is known of the end of a day; a symbol without a price is absent. */
export interface DayPrices {
  /** The opening prints, of which the value of AM-settled series is made. */
  opens(date: IsoDate, symbols: readonly string[]): Promise<ReadonlyMap<string, Micros>>;
  closes(date: IsoDate, symbols: readonly string[]): Promise<ReadonlyMap<string, Micros>>;
  optionQuotes(
    date: IsoDate,
    symbols: readonly string[],
  ): Promise<ReadonlyMap<string, ClosingQuote>>;
}

const Bars = z.object({
  bars: z.record(z.string(), z.array(z.object({ o: z.number(), c: z.number() }))),
});
const MICROS = 1_000_000;
/** Most series say something within seconds; those that have not are asked about further back. */
const LOOK_BACKS_MS = [5_000, 30_000, 600_000];

export class UpstreamPrices implements DayPrices {
  private readonly opening = new ReadTogether((date, symbols) =>
    this.readOfficial("open", date, symbols),
  );
  private readonly closing = new ReadTogether((date, symbols) =>
    this.readOfficial("close", date, symbols),
  );
  private readonly series = new ReadTogether((date, symbols) => this.readQuotes(date, symbols));

  constructor(
    private readonly find: () => Promise<Upstream>,
    /** The exchanges whose closing prints are official. */
    private readonly primaries: () => Promise<(symbol: string) => string | null>,
  ) {}

  opens(date: IsoDate, symbols: readonly string[]): Promise<ReadonlyMap<string, Micros>> {
    return orAway(this.opening.get(date, symbols));
  }

  closes(date: IsoDate, symbols: readonly string[]): Promise<ReadonlyMap<string, Micros>> {
    return orAway(this.closing.get(date, symbols));
  }

  optionQuotes(
    date: IsoDate,
    symbols: readonly string[],
  ): Promise<ReadonlyMap<string, ClosingQuote>> {
    return orAway(this.series.get(date, symbols));
  }

  private async readQuotes(
    date: IsoDate,
    symbols: readonly string[],
  ): Promise<ReadonlyMap<string, ClosingQuote>> {
    const upstream = await this.find();
    const history = new QuoteHistory(upstream);
    // Alpaca keeps no past quotes of options; after the close the latest are the closing ones.
    if (upstream.market === "alpaca") return lastOf(await history.latest(symbols, isOption));
    const day = tradingDay(date);
    if (day === null) return new Map();
    const toMs = optionCloseMs(day, false) - 1;
    const found = new Map<string, ClosingQuote>();
    for (const backMs of LOOK_BACKS_MS) {
      const quiet = symbols.filter((symbol) => !found.has(symbol));
      const said = await history.span(quiet, isOption, { fromMs: toMs - backMs, toMs });
      for (const [symbol, quote] of lastOf(said)) found.set(symbol, quote);
    }
    return found;
  }

  /** The opening or closing print of the primary exchange, else that of the day's bar: an index has no prints. */
  private async readOfficial(
    kind: "open" | "close",
    date: IsoDate,
    symbols: readonly string[],
  ): Promise<ReadonlyMap<string, Micros>> {
    const day = tradingDay(date);
    if (day === null) return new Map();
    const upstream = await this.find();
    const range = { fromMs: day.openMs, toMs: day.postCloseMs };
    const history = new PrintHistory(upstream);
    const prints = await history.auctions(symbols, await this.primaries(), range);
    const official = prints.filter((print) => print.kind === kind);
    const found = new Map(official.map(({ symbol, priceMicros }) => [symbol, priceMicros]));
    const unprinted = symbols.filter((symbol) => !found.has(symbol));
    if (unprinted.length === 0) return found;
    const query = `timeframe=1Day&start=${date}&end=${date}&adjustment=raw`;
    const body = await upstream.readJson(`/v2/stocks/bars?symbols=${unprinted.join(",")}&${query}`);
    for (const [symbol, [bar]] of Object.entries(Bars.parse(body).bars)) {
      if (bar !== undefined) found.set(symbol, microsOf(kind === "open" ? bar.o : bar.c));
    }
    return found;
  }
}

/** Whatever is wrong with the data account's answer is no account's fault. */
async function orAway<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (cause) {
    throw new AppError("unavailable", "The prices of the day could not be read.", { cause });
  }
}

/** The last quote of each symbol; a series nobody bids for is worth half of what is asked. */
function lastOf(quotes: readonly FeedQuote[]): Map<string, ClosingQuote> {
  return new Map(
    quotes.map(({ symbol, bid, ask }) => {
      const [bidMicros, askMicros] = [microsOf(bid), microsOf(ask)];
      return [symbol, { bidMicros, midMicros: micros((bidMicros + askMicros) / 2n) }];
    }),
  );
}

function isOption(symbol: string): boolean {
  return parseOccSymbol(symbol) !== null;
}

function microsOf(price: number): Micros {
  return micros(BigInt(Math.round(price * MICROS)));
}
