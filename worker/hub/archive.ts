/**
 * Keeps what no history gives back: minute bars, and the best bid and offer sampled, of everything the
 * hub follows, a partition a day (part of the Pro+ plan). The oldest days are dropped whole.
 */
import type pg from "pg";
import { addDays, newYorkOf } from "@/lib/engine/calendar/new-york";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import { isoTime } from "@/lib/server/clock";
import { minuteBars } from "@/lib/server/data/minute-bars";
import type { Deps } from "@/lib/server/deps";
import type { Bar } from "@/lib/wire/alpaca/market-data";
import type { PackedQuote } from "@/lib/wire/market-bus";
import type { Loop } from "../loop";
import type { QuoteBook } from "./quote-book";

const SAMPLE_MS = 15_000;
const BARS_MS = 5_000;
const MINUTE_MS = 60_000;
/** A bar is closed for good some seconds after its minute. */
const SETTLED_MS = 5_000;
/** How many missed minutes are made up for: as many as one page of 200 symbols carries. */
const MINUTES_BACK_MAX = 30;
const DAYS_KEPT = 31;

const QUOTES_SQL = `
  INSERT INTO archive_quotes (day, symbol, at, bid_micros, bid_size, bid_exchange, ask_micros, ask_size,
    ask_exchange)
  SELECT * FROM json_to_recordset($1::json) AS r(day date, symbol text, at timestamptz,
    bid_micros bigint, bid_size int, bid_exchange text, ask_micros bigint, ask_size int,
    ask_exchange text)
  ON CONFLICT DO NOTHING`;
const BARS_SQL = `
  INSERT INTO archive_bars (day, symbol, at, open_micros, high_micros, low_micros, close_micros,
    vwap_micros, volume, trade_count)
  SELECT * FROM json_to_recordset($1::json) AS r(day date, symbol text, at timestamptz,
    open_micros bigint, high_micros bigint, low_micros bigint, close_micros bigint,
    vwap_micros bigint, volume bigint, trade_count int)
  ON CONFLICT DO NOTHING`;

export class Archive {
  private sampledSeq = 0;
  private keptMinute: number | null = null;
  private readonly openDays = new Set<string>();

  constructor(
    private readonly deps: Deps,
    /** As raxx_worker. */
    private readonly pool: pg.Pool,
    private readonly book: QuoteBook,
  ) {}

  loops(): readonly Loop[] {
    return [
      { name: "archive quotes", everyMs: SAMPLE_MS, step: () => this.sampleQuotes() },
      { name: "archive bars", everyMs: BARS_MS, step: () => this.keepBars() },
    ];
  }

  /** Keeps every quote that changed since the last sample. */
  async sampleQuotes(): Promise<void> {
    const changed = [...this.book.all()].filter((quote) => quote[8] > this.sampledSeq);
    if (changed.length === 0) return;
    const rows = changed.map(quoteRow);
    await this.openDaysOf(rows);
    await this.pool.query(QUOTES_SQL, [JSON.stringify(rows)]);
    this.sampledSeq = Math.max(...changed.map((quote) => quote[8]));
  }

  /** Keeps the bars of the minutes that are over, those of a short absence too. */
  async keepBars(): Promise<void> {
    const nowMs = this.deps.marketClock.nowMs("real_time");
    const minute = Math.floor((nowMs - SETTLED_MS) / MINUTE_MS) - 1;
    const first = Math.max((this.keptMinute ?? minute - 1) + 1, minute - MINUTES_BACK_MAX + 1);
    if (first > minute) return;
    const span = { startMs: first * MINUTE_MS, endMs: (minute + 1) * MINUTE_MS - 1 };
    const symbols = [...this.book.all()].map(([symbol]) => symbol);
    const isOption = (symbol: string) => parseOccSymbol(symbol) !== null;
    const world = { feed: "real_time", nowMs } as const;
    const stocks = { market: "stock", symbols: symbols.filter((one) => !isOption(one)) } as const;
    const options = { market: "option", symbols: symbols.filter(isOption) } as const;
    const found = [
      ...(await minuteBars(this.deps, world, stocks, span)),
      ...(await minuteBars(this.deps, world, options, span)),
    ];
    const rows = found.flatMap(([symbol, bars]) => bars.map((bar) => barRow(symbol, bar)));
    if (rows.length > 0) {
      await this.openDaysOf(rows);
      await this.pool.query(BARS_SQL, [JSON.stringify(rows)]);
    }
    this.keptMinute = minute;
  }

  /** Makes the partitions of days not written to yet, and drops those that are old by then. */
  private async openDaysOf(rows: readonly { readonly day: string }[]): Promise<void> {
    for (const day of new Set(rows.map((row) => row.day))) {
      if (this.openDays.has(day)) continue;
      await this.pool.query("SELECT archive_open_day($1)", [day]);
      await this.pool.query("SELECT archive_drop_before($1)", [addDays(day, -DAYS_KEPT)]);
      this.openDays.add(day);
    }
  }
}

function quoteRow(quote: PackedQuote) {
  const [symbol, bid, bidSize, bidExchange, ask, askSize, askExchange, atMs] = quote;
  return {
    day: newYorkOf(atMs).date,
    symbol,
    at: isoTime(atMs),
    bid_micros: bid,
    bid_size: bidSize,
    bid_exchange: bidExchange,
    ask_micros: ask,
    ask_size: askSize,
    ask_exchange: askExchange,
  };
}

function barRow(symbol: string, { t, o, h, l, c, vw, v, n }: Bar) {
  const micros = (dollars: number) => Math.round(dollars * 1e6);
  return {
    day: newYorkOf(Date.parse(t)).date,
    symbol,
    at: t,
    open_micros: micros(o),
    high_micros: micros(h),
    low_micros: micros(l),
    close_micros: micros(c),
    vwap_micros: micros(vw),
    volume: Math.round(v),
    trade_count: n,
  };
}
