/** One line that names an order: "SPY 18 Dec 26 600/595 put credit spread". */
import { formatDecimal } from "../decimal";
import { dayName, instrumentName } from "../explain/instrument-name";
import { type Instrument, underlyingOf } from "../instrument/instrument";
import type { OrderSide } from "../order/order";
import { recogniseStrategy } from "./recognise";
import { optionLegs, type StrategyLeg } from "./signature";

interface NamedLeg {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
}

/** The name of the legs together, strikes in the order they were sent; one leg is named by its instrument. */
export function describeLegs(legs: readonly NamedLeg[]): string {
  const [first] = legs;
  if (first === undefined) return "nothing";
  if (legs.length === 1) return instrumentName(first.instrument);
  const options = legs.flatMap(({ instrument }) =>
    instrument.kind === "option" ? [instrument] : [],
  );
  const strikes = [...new Set(options.map((series) => formatDecimal(series.strikeMicros, 6)))];
  const expiries = [...new Set(options.map((series) => dayName(series.expiryDate)))];
  const name = recogniseStrategy(strategyLegs(legs));
  return `${underlyingOf(first.instrument)} ${expiries.join("/")} ${strikes.join("/")} ${name}`;
}

/** The legs as the strategy table reads them: the side is the sign. */
export function strategyLegs(legs: readonly NamedLeg[]): readonly StrategyLeg[] {
  return legs.map(({ instrument, side, ratio }) => ({
    instrument,
    ratio: side === "buy" ? ratio : -ratio,
  }));
}

/** The option legs of an order by expiry and strike, signed; stock legs are left out. */
export function orderOptions(legs: readonly NamedLeg[]) {
  return optionLegs(strategyLegs(legs));
}
