/** Random multi-leg orders: the shapes traders trade, and legs that go together by chance. */
import type { Instrument, OptionSeries } from "../../instrument/instrument";
import { micros, units } from "../../money";
import type { DraftLeg, OrderDraft } from "../../order/draft";
import type { OrderSide } from "../../order/order";
import { netMicros } from "../../order/terms";
import { cents, type Listing } from "./listings";
import type { World } from "./market-moves";
import type { Random } from "./random";

interface Part {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
}

type Shape = (random: Random, listing: Listing) => readonly Part[];

const buy = (instrument: Instrument, ratio = 1): Part => ({ instrument, side: "buy", ratio });
const sell = (instrument: Instrument, ratio = 1): Part => ({ instrument, side: "sell", ratio });

/** Series of one right and the first or the second expiry, by strike. */
function chain(
  { series }: Listing,
  right: OptionSeries["right"],
  nth: number,
): readonly OptionSeries[] {
  const expiries = [...new Set(series.map(({ expiryDate }) => expiryDate))];
  return series.filter((one) => one.right === right && one.expiryDate === expiries[nth]);
}

/** Two strikes next to each other or further apart. */
function twoOf(
  random: Random,
  all: readonly OptionSeries[],
): readonly [OptionSeries, OptionSeries] {
  const low = random.between(0, all.length - 2);
  const high = random.between(low + 1, all.length - 1);
  return [random.pick(all.slice(low, low + 1)), random.pick(all.slice(high, high + 1))];
}

const vertical: Shape = (random, listing) => {
  const [low, high] = twoOf(
    random,
    chain(listing, random.pick(["call", "put"]), random.between(0, 1)),
  );
  return random.oneIn(2) ? [buy(low), sell(high)] : [sell(low), buy(high)];
};

const condor: Shape = (random, listing) => {
  const nth = random.between(0, 1);
  const [putLow, putHigh] = twoOf(random, chain(listing, "put", nth));
  const [callLow, callHigh] = twoOf(random, chain(listing, "call", nth));
  return [buy(putLow), sell(putHigh), sell(callLow), buy(callHigh)];
};

const calendar: Shape = (random, listing) => {
  const right = random.pick(["call", "put"] as const);
  const [near, far] = [
    random.pick(chain(listing, right, 0)),
    random.pick(chain(listing, right, 1)),
  ];
  return random.oneIn(3) ? [buy(near), sell(far)] : [sell(near), buy(far)];
};

const strangle: Shape = (random, listing) => {
  const act = random.oneIn(2) ? buy : sell;
  return [act(random.pick(chain(listing, "put", 0))), act(random.pick(chain(listing, "call", 0)))];
};

const ratioSpread: Shape = (random, listing) => {
  const [low, high] = twoOf(random, chain(listing, random.pick(["call", "put"]), 0));
  return random.oneIn(2) ? [buy(low), sell(high, 2)] : [sell(low), buy(high, 2)];
};

const coveredCall: Shape = (random, listing) => [
  buy(listing.stock, random.oneIn(20) ? 50 : 100),
  sell(random.pick(chain(listing, "call", random.between(0, 1)))),
];

const anyLegs: Shape = (random, { series }) =>
  Array.from({ length: random.between(1, 4) }, () => {
    const act = random.oneIn(2) ? buy : sell;
    return act(random.pick(series), random.between(1, 2));
  });

const SHAPES: readonly (readonly [number, Shape])[] = [
  [8, vertical],
  [5, condor],
  [3, calendar],
  [3, strangle],
  [2, ratioSpread],
  [3, coveredCall],
  [2, anyLegs],
];

/** A multi-leg order on some underlying, near what its legs cost together. */
export function spreadDraft(world: World, id: string): OrderDraft {
  const { random, listings, market } = world;
  const listing = random.pick(listings.all().filter(({ series }) => series.length > 0));
  const shape = listing.isIndex ? random.pick([vertical, condor]) : random.weighted(SHAPES);
  const parts = shape(random, listing);
  const legs = parts.map((part, index): DraftLeg => {
    return { ...part, id: `${id}.${index}`, clientOrderId: `${id}.${index}`, intent: null };
  });
  const priced = parts.map((part) => {
    const quote = market.quoteOf(part.instrument.symbol);
    const middle = quote === null ? 0n : (quote.bidMicros + quote.askMicros) / 2n;
    return { ...part, priceMicros: micros(middle) };
  });
  const net = netMicros(priced) + cents(random.between(-40, 60));
  const limitMicros = micros(net - (net % 10_000n));
  return {
    ...{ id, clientOrderId: id, orderClass: "mleg", legs },
    terms: random.oneIn(4) ? { type: "market" } : { type: "limit", limitMicros },
    timeInForce: random.pick(["day", "gtc"]),
    qtyNanos: units(random.between(1, 3)),
  };
}
