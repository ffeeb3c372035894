/**
 * What is listed on the simulated exchange of a run: a few stocks of every kind, two indices, and
 * options around the price. Corporate actions rename, merge and delist, so that the list never rests.
 */
import { type IsoDate, weekdayOf } from "../../calendar/new-york";
import { nextTradingDay } from "../../calendar/trading-calendar";
import { deliverableOf } from "../../instrument/deliverable";
import type { Equity, Instrument, OptionSeries } from "../../instrument/instrument";
import { occSymbol } from "../../instrument/occ-symbol";
import { micros } from "../../money";

/** Prices of a run are whole cents, which numbers hold exactly. */
const MICROS_PER_CENT = 10_000n;

/** Cents as money. */
export function cents(count: number) {
  return micros(BigInt(count) * MICROS_PER_CENT);
}

export interface Listing {
  readonly symbol: string;
  readonly stock: Equity;
  readonly isIndex: boolean;
  priceCents: number;
  series: readonly OptionSeries[];
}

type ListingTerms = Partial<Equity> & { readonly priceCents: number; readonly isIndex?: boolean };

const FIRST: { readonly [symbol: string]: ListingTerms } = {
  AAA: { priceCents: 5_000 },
  BBB: { priceCents: 41_000 },
  CCC: { priceCents: 450, easyToBorrow: false },
  DDD: { priceCents: 12_000, marginable: false },
  TRI: { priceCents: 7_000, leverage: 3 },
  XPM: { priceCents: 60_000, isIndex: true },
  XAM: { priceCents: 30_000, isIndex: true },
};

/** Strikes on each side of the price. */
const STRIKES = 3;
const EXPIRIES = 2;

export class Listings {
  readonly #listings = new Map<string, Listing>();
  readonly #instruments = new Map<string, Instrument>();
  #made = 0;

  constructor(date: IsoDate) {
    for (const [symbol, terms] of Object.entries(FIRST)) this.list(symbol, terms);
    this.listSeries(date);
  }

  all(): readonly Listing[] {
    return [...this.#listings.values()];
  }

  /** What is traded as stock: not an index. */
  stocks(): readonly Listing[] {
    return this.all().filter(({ isIndex }) => !isIndex);
  }

  find(symbol: string): Listing | null {
    return this.#listings.get(symbol) ?? null;
  }

  instrument(symbol: string): Instrument | null {
    return this.#instruments.get(symbol) ?? null;
  }

  /** A symbol nobody has had. */
  newSymbol(): string {
    this.#made += 1;
    const letter = (n: number) => String.fromCharCode(65 + (n % 26));
    return `N${letter(Math.floor(this.#made / 676))}${letter(Math.floor(this.#made / 26))}${letter(this.#made)}`;
  }

  list(symbol: string, { priceCents, isIndex = false, ...terms }: ListingTerms): Listing {
    const stock: Equity = { kind: "equity", marginable: true, ...terms, symbol };
    const listing: Listing = { symbol, stock, isIndex, priceCents, series: [] };
    this.#listings.set(symbol, listing);
    if (!isIndex) this.#instruments.set(symbol, stock);
    return listing;
  }

  delist(symbol: string): void {
    this.#listings.delete(symbol);
  }

  /** Lists what an account came to hold by an action, so that it is quoted. */
  adopt(instrument: Instrument): void {
    if (!this.#instruments.has(instrument.symbol))
      this.#instruments.set(instrument.symbol, instrument);
  }

  /** The series of the next two Fridays around today's prices; older ones are forgotten when they end. */
  listSeries(date: IsoDate): void {
    for (const [symbol, instrument] of this.#instruments) {
      if (instrument.kind === "option" && instrument.expiryDate < date) {
        this.#instruments.delete(symbol);
      }
    }
    const expiries = expiriesAfter(date);
    for (const listing of this.#listings.values()) {
      listing.series = expiries.flatMap((expiryDate) => seriesOf(listing, expiryDate));
      for (const series of listing.series) this.#instruments.set(series.symbol, series);
    }
  }

  /** What one contract is worth when it is exercised, in cents a share of its multiplier. */
  intrinsicCents(series: OptionSeries): number {
    const { shares, cashMicros } = deliverableOf(series);
    let worthCents = Number(cashMicros / MICROS_PER_CENT);
    for (const { symbol, sharesNanos } of shares) {
      worthCents += (Number(sharesNanos) / 1e9) * (this.find(symbol)?.priceCents ?? 0);
    }
    const strikeCents = Number(series.strikeMicros / MICROS_PER_CENT);
    const gain = worthCents / series.multiplier - strikeCents;
    return Math.max(0, Math.floor(series.right === "call" ? gain : -gain));
  }
}

/** Wednesdays and the ends of weeks, today's among them: something expires twice a week. */
function expiriesAfter(date: IsoDate): readonly IsoDate[] {
  const expiries: IsoDate[] = [];
  for (let day = date; expiries.length < EXPIRIES; day = nextTradingDay(day).date) {
    const weekday = weekdayOf(day);
    if (weekday === 3 || weekdayOf(nextTradingDay(day).date) <= weekday) expiries.push(day);
  }
  return expiries;
}

function seriesOf({ symbol, stock, isIndex, priceCents }: Listing, expiryDate: IsoDate) {
  const gapCents = priceCents >= 20_000 ? 500 : priceCents >= 2_000 ? 100 : 50;
  const middle = Math.max(1 + STRIKES, Math.round(priceCents / gapCents));
  const series: OptionSeries[] = [];
  for (let n = -STRIKES; n <= STRIKES; n += 1) {
    const strikeMicros = cents((middle + n) * gapCents);
    for (const right of ["call", "put"] as const) {
      series.push({
        kind: "option",
        symbol: occSymbol({ root: symbol, expiryDate, right, strikeMicros }),
        underlying: symbol,
        ...{ expiryDate, strikeMicros, right, multiplier: 100 },
        style: isIndex ? "european" : "american",
        lateClose: isIndex || symbol === "TRI",
        broadIndex: isIndex,
        ...(isIndex && { settlement: "cash", settlementTime: symbol === "XAM" ? "am" : "pm" }),
        ...(stock.leverage !== undefined && { leverage: stock.leverage }),
      });
    }
  }
  return series;
}
