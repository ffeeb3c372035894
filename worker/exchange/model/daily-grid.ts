/**
 * The days of the simulated market: for each symbol the log price at the open, the close and the end of
 * the post-market, and how volatile the day was.
 *
 * A day's return is market + sector + own part, each with a volatility that itself wanders (the log of it
 * is an autoregression), and market falls raise the market's volatility. Log prices are pulled gently to
 * their base: a market that lives five days in one of ours would otherwise leave the familiar price
 * levels within months. On an ex-date the price starts lower by the dividend, or divided by the split. Floats: this makes quotes, it keeps no money.
 */
import { dividendOn, splitFactor, splitOn } from "./corporate-calendar";
import { hashText, normalOf } from "./random";
import { marketDayAt } from "./session-time";
import type { Listing, Sector } from "./universe";

export type DayState = {
  readonly startLog: number;
  readonly openLog: number;
  readonly closeLog: number;
  readonly postLog: number;
  /** Yearly volatility at the close. */
  readonly volatility: number;
  /** Standard deviations of the three sessions' log returns. */
  readonly sessionDeviations: readonly [pre: number, core: number, post: number];
};

const DAYS_PER_YEAR = 252;
const MARKET_VOLATILITY = 0.135;
const SECTOR_VOLATILITY: Record<Sector, number> = {
  broad: 0,
  technology: 0.09,
  financial: 0.09,
  energy: 0.17,
  health: 0.09,
  consumer: 0.07,
  industrial: 0.1,
  haven: 0.06,
};
/** Shares of a day's variance: overnight and pre-market, core, post-market. */
const SESSION_SHARES = [0.22, 0.74, 0.04] as const;
const LOG_VOLATILITY_DEVIATION = 0.3;
const LOG_VOLATILITY_MEMORY = 0.97;
const PULL_PER_DAY = 0.006;

const VOLATILITY_DRAW = 10;
const LEVERAGE = 0.6;

/** A source of daily returns with a wandering volatility, shared by all that hang on it. */
class Factor {
  readonly #key: number;
  readonly #baseVolatility: number;
  readonly #leverage: number;
  readonly #logVolatility: number[] = [];

  constructor(key: number, baseVolatility: number, leverage: number) {
    this.#key = key;
    this.#baseVolatility = baseVolatility;
    this.#leverage = leverage;
  }

  /** The yearly volatility on a day. */
  volatility(day: number): number {
    for (let index = this.#logVolatility.length; index <= day; index += 1) {
      this.#logVolatility.push(this.#nextLogVolatility(index));
    }
    const deviation = this.#logVolatility[day] ?? 0;
    return this.#baseVolatility * Math.exp(deviation - LOG_VOLATILITY_DEVIATION ** 2);
  }

  /** The log return of one session (0 pre, 1 core, 2 post) of a day. */
  sessionReturn(day: number, session: 0 | 1 | 2): number {
    const variance = (SESSION_SHARES[session] * this.volatility(day) ** 2) / DAYS_PER_YEAR;
    return Math.sqrt(variance) * normalOf(this.#key, day, session) - variance / 2;
  }

  #nextLogVolatility(day: number): number {
    const fresh = normalOf(this.#key, day, VOLATILITY_DRAW);
    if (day === 0) return LOG_VOLATILITY_DEVIATION * fresh;
    const shock =
      Math.sqrt(1 - this.#leverage ** 2) * fresh - this.#leverage * normalOf(this.#key, day - 1, 1);
    const spread = LOG_VOLATILITY_DEVIATION * Math.sqrt(1 - LOG_VOLATILITY_MEMORY ** 2);
    return LOG_VOLATILITY_MEMORY * (this.#logVolatility[day - 1] ?? 0) + spread * shock;
  }
}

/** The grid of a seed: days are computed in order, once, when first asked for. */
export class DailyGrid {
  readonly #seed: number;
  readonly #market: Factor;
  readonly #sectors = new Map<Sector, Factor>();
  readonly #symbols = new Map<string, { own: Factor; days: DayState[] }>();

  constructor(seed: number) {
    this.#seed = seed;
    this.#market = new Factor(hashText("market", seed), MARKET_VOLATILITY, LEVERAGE);
  }

  /** Finds the state of a symbol on a market day, by the day's number. */
  dayState(listing: Listing, day: number): DayState {
    const { own, days } = this.#seriesOf(listing);
    for (let index = days.length; index <= day; index += 1) {
      days.push(this.#nextState({ listing, own, index, previous: days[index - 1] }));
    }
    const state = days[day];
    if (state === undefined) throw new RangeError(`no market day ${day}`);
    return state;
  }

  /** The yearly volatility a symbol's own returns to. */
  meanVolatility(listing: Listing): number {
    return Math.hypot(
      listing.beta * MARKET_VOLATILITY,
      SECTOR_VOLATILITY[listing.sector],
      listing.ownVolatility,
    );
  }

  #seriesOf(listing: Listing) {
    const known = this.#symbols.get(listing.symbol);
    if (known !== undefined) return known;
    const key = hashText(`own ${listing.symbol}`, this.#seed);
    const series = { own: new Factor(key, listing.ownVolatility, 0), days: [] as DayState[] };
    this.#symbols.set(listing.symbol, series);
    return series;
  }

  #sectorOf(sector: Sector): Factor {
    const known = this.#sectors.get(sector);
    if (known !== undefined) return known;
    const factor = new Factor(hashText(sector, this.#seed), SECTOR_VOLATILITY[sector], 0);
    this.#sectors.set(sector, factor);
    return factor;
  }

  #nextState(input: {
    listing: Listing;
    own: Factor;
    index: number;
    previous: DayState | undefined;
  }): DayState {
    const { listing, own, index, previous } = input;
    const sector = this.#sectorOf(listing.sector);
    const date = marketDayAt(index)?.day.date ?? "";
    const base = Math.log(listing.basePrice / splitFactor(listing, date));
    const startLog = previous === undefined ? base : exLog(listing, date, previous.postLog);
    const move = (session: 0 | 1 | 2) =>
      listing.beta * this.#market.sessionReturn(index, session) +
      sector.sessionReturn(index, session) +
      own.sessionReturn(index, session);
    const openLog = startLog + PULL_PER_DAY * (base - startLog) + move(0);
    const closeLog = openLog + move(1);
    const volatility = Math.hypot(
      listing.beta * this.#market.volatility(index),
      sector.volatility(index),
      own.volatility(index),
    );
    const deviation = (share: number) => volatility * Math.sqrt(share / DAYS_PER_YEAR);
    const [pre, core, post] = SESSION_SHARES;
    return {
      startLog,
      openLog,
      closeLog,
      postLog: closeLog + move(2),
      volatility,
      sessionDeviations: [deviation(pre), deviation(core), deviation(post)],
    };
  }
}

/** Where a day starts after the last one's end: a share that goes ex is worth less by what it leaves. */
function exLog(listing: Listing, date: string, postLog: number): number {
  const ratio = splitOn(listing, date)?.ratio ?? 1;
  const dividend = (dividendOn(listing, date)?.cents ?? 0) / 100;
  return Math.log(Math.exp(postLog) / ratio - dividend);
}
