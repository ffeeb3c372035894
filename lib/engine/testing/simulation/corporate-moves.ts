/** Corporate actions of every kind, told a day or two before, late, incomplete or wrong now and then. */
import type { ActionFact, ActionKind } from "../../action/action-fact";
import { addDays, type IsoDate } from "../../calendar/new-york";
import { nextTradingDay } from "../../calendar/trading-calendar";
import { micros, nanos, units } from "../../money";
import { fact } from "../action-text";
import { cents, type Listing } from "./listings";
import type { World } from "./market-moves";
import { dateOf } from "./sim-clock";

const KINDS: readonly (readonly [number, ActionKind])[] = [
  [10, "cash_dividend"],
  [3, "forward_split"],
  [2, "reverse_split"],
  [2, "stock_dividend"],
  [2, "spin_off"],
  [2, "merger"],
  [1, "rename"],
  [1, "delisting"],
];

const STOCKS_MIN = 4;

/** What the market itself does on the ex-date, beside what accounts do. */
export interface Planned {
  readonly exDate: IsoDate;
  readonly apply: () => void;
}

/** Announces an action of some stock that goes ex on the next trading day. */
export function planAction(world: World, nth: number): Planned {
  const { random, market, listings } = world;
  const today = dateOf(market.nowMs);
  const exDate = nextTradingDay(today).date;
  const listing = random.pick(listings.stocks());
  const kind = random.weighted(KINDS);
  const about = { id: `act-${nth}`, symbol: listing.symbol, kind };
  const told: Partial<ActionFact> = {
    declaredDate: today,
    exDate,
    closeMicros: cents(listing.priceCents),
    ...(random.oneIn(2) && { fractionMicros: cents(listing.priceCents) }),
  };
  const { terms, apply } = PLANS[kind](world, listing, exDate);
  const faulty = random.oneIn(12) ? { newNanos: null, cashMicros: null, other: null } : {};
  market.announce(fact(about, { ...told, ...terms, ...faulty }));
  // A faulty fact is corrected a few days on.
  if (Object.keys(faulty).length > 0) {
    const corrected = fact(about, { ...told, ...terms });
    const applyCorrected = () => {
      apply();
      market.announce(corrected);
    };
    return { exDate, apply: applyCorrected };
  }
  return { exDate, apply };
}

interface Plan {
  readonly terms: Partial<ActionFact>;
  readonly apply: () => void;
}

type MakePlan = (world: World, listing: Listing, exDate: IsoDate) => Plan;

function resized(listing: Listing, grown: number, whole: number): () => void {
  return () => {
    listing.priceCents = Math.max(60, Math.round((listing.priceCents * whole) / grown));
  };
}

const ratio = (grown: number, whole: number) => {
  return { newNanos: units(grown), oldNanos: units(whole) };
};

const PLANS: { readonly [K in ActionKind]: MakePlan } = {
  cash_dividend({ random }, listing, exDate) {
    const amount = random.between(1, Math.max(2, Math.round(listing.priceCents / 50)));
    const payDate = addDays(exDate, random.between(1, 9));
    const special = random.oneIn(4);
    return { terms: { cashMicros: cents(amount), payDate, special }, apply: () => undefined };
  },
  forward_split({ random }, listing, exDate) {
    const [grown, whole] = random.pick([
      [2, 1],
      [3, 1],
      [3, 2],
      [10, 1],
    ] as const);
    const payDate = addDays(exDate, -1);
    return { terms: { ...ratio(grown, whole), payDate }, apply: resized(listing, grown, whole) };
  },
  reverse_split({ random }, listing) {
    const whole = random.pick([2, 3, 10]);
    return { terms: ratio(1, whole), apply: resized(listing, 1, whole) };
  },
  stock_dividend({ random }, listing, exDate) {
    const more = random.between(1, 12);
    const payDate = addDays(exDate, 3);
    const apply = resized(listing, 100 + more, 100);
    return { terms: { ...ratio(more, 100), payDate }, apply };
  },
  spin_off({ random, listings }, listing) {
    const symbol = listings.newSymbol();
    const spunCents = Math.max(60, Math.round(listing.priceCents / 5));
    const other = { kind: "equity", symbol, marginable: true } as const;
    const costShareNanos = random.oneIn(2)
      ? nanos(BigInt(random.between(0, 400)) * 1_000_000n)
      : null;
    return {
      terms: { ...ratio(1, 5), other, costShareNanos },
      apply: () => void listings.list(symbol, { priceCents: spunCents }),
    };
  },
  merger(world, listing) {
    const { random, listings, market } = world;
    const acquirer = random.pick(listings.stocks());
    const apply = () => endListing(world, listing);
    if (acquirer === listing || random.oneIn(2)) {
      return { terms: { cashMicros: cents(listing.priceCents) }, apply };
    }
    const cash = random.oneIn(2) ? cents(random.between(1, 900)) : null;
    const known = market.quoteOf(acquirer.symbol) !== null;
    const terms = { ...ratio(random.between(1, 5), 3), other: acquirer.stock, cashMicros: cash };
    return { terms: known ? terms : { ...terms, fractionMicros: micros(1_000_000n) }, apply };
  },
  rename(world, listing) {
    const symbol = world.listings.newSymbol();
    const other = { ...listing.stock, symbol };
    return {
      terms: { other },
      apply() {
        endListing(world, listing);
        world.listings.list(symbol, { ...listing.stock, priceCents: listing.priceCents });
      },
    };
  },
  delisting(world, listing, exDate) {
    const terms = { payDate: addDays(exDate, 6), cashMicros: cents(world.random.between(0, 90)) };
    return { terms, apply: () => endListing(world, listing) };
  },
};

/** A symbol goes, and another stock comes when there are too few. */
function endListing({ listings, market, random }: World, { symbol }: Listing): void {
  listings.delist(symbol);
  market.drop(symbol);
  if (listings.stocks().length < STOCKS_MIN) {
    listings.list(listings.newSymbol(), { priceCents: random.between(500, 30_000) });
  }
}
