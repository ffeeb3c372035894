/**
 * The simulated market of one seed: what was quoted, printed and listed at any instant.
 *
 * Everything is a function of the seed and the instant asked for, apart from the faults switched on. The
 * caller says what is known (the clock of its feed); nothing here prevents looking ahead.
 */
import type { Faults } from "../faults";
import { DailyGrid } from "./daily-grid";
import { IntradayPath } from "./intraday-path";
import { type Contract, OptionListing } from "./option-listing";
import { OptionQuotes } from "./option-quotes";
import { OptionTape } from "./option-tape";
import type { Quote, Trade } from "./quote";
import { hashText } from "./random";
import { lastMomentAt, type Moment, marketDayAt, PRE_OPEN_MINUTE } from "./session-time";
import { StockBars } from "./stock-bars";
import { type PriceShift, StockQuotes } from "./stock-quotes";
import { StockTape } from "./stock-tape";
import type { Listing } from "./universe";

/** Every source of one seed, joined. */
export class Market {
  readonly stockQuotes: StockQuotes;
  readonly stockTape: StockTape;
  readonly stockBars: StockBars;
  readonly listing: OptionListing;
  readonly optionQuotes: OptionQuotes;
  readonly optionTape: OptionTape;
  readonly #crossed: ReadonlySet<string>;
  readonly #shifts = new Map<string, PriceShift>();

  constructor(seed: string, { crossed }: Pick<Faults, "crossed">) {
    const key = hashText(seed);
    const grid = new DailyGrid(key);
    const path = new IntradayPath(key, grid);
    this.#crossed = crossed;
    this.stockQuotes = new StockQuotes(key, path, this.#shifts);
    this.stockTape = new StockTape(key, this.stockQuotes);
    this.stockBars = new StockBars(path, this.stockTape, this.#shifts);
    this.listing = new OptionListing(grid);
    this.optionQuotes = new OptionQuotes(key, grid, this.stockQuotes);
    this.optionTape = new OptionTape(key, this.optionQuotes, this.listing);
  }

  /** Multiplies a stock's price from an instant on. */
  shift(symbol: string, shift: PriceShift): void {
    this.#shifts.set(symbol, shift);
    this.stockTape.clear();
    this.stockBars.clear();
    this.optionTape.clear();
  }

  /** The last stock quote published at or before an instant, or null before the first day. */
  stockQuote(listing: Listing, atMs: number): Quote | null {
    return this.faulty(this.stockQuotes.latest(listing, atMs));
  }

  /** The last option quote published at or before an instant, or null when there was none. */
  optionQuote(contract: Contract, atMs: number): Quote | null {
    return this.faulty(this.optionQuotes.latest(contract, atMs));
  }

  /** Applies the switched-on crossing to a quote. */
  faulty(quote: Quote | null): Quote | null {
    if (quote === null || !this.#crossed.has(quote.symbol)) return quote;
    return { ...quote, bidCents: quote.askCents, askCents: quote.bidCents };
  }

  /** The last stock print at or before an instant, or null before the first day's. */
  stockTrade(listing: Listing, atMs: number): Trade | null {
    for (let at = lastMomentAt(atMs); at !== null; at = minuteBefore(at)) {
      const { marketDay, minute } = at;
      const trades = this.stockTape.minuteTrades({ listing, marketDay, minute });
      const trade = trades.findLast((print) => print.atMs <= atMs);
      if (trade !== undefined) return trade;
    }
    return null;
  }
}

/** Steps to the minute before, over the night when needed; the slot no longer matters. */
function minuteBefore(moment: Moment): Moment | null {
  if (moment.minute > PRE_OPEN_MINUTE) return { ...moment, minute: moment.minute - 1 };
  const marketDay = marketDayAt(moment.marketDay.index - 1);
  return marketDay && { ...moment, marketDay, minute: marketDay.postCloseMinute - 1 };
}
