/** One line that names an order: "SPY 18 Dec 26 600/595 put credit spread". */
import { formatDecimal } from "../decimal";
import { dayName, instrumentName } from "../explain/instrument-name";
import type { Instrument, OptionSeries } from "../instrument/instrument";
import type { OrderSide } from "../order/order";
import { recogniseStrategy, type StrategyLeg } from "./recognise";

interface NamedLeg {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
}

/** The name of the legs together; one leg is named by its instrument. */
export function describeLegs(legs: readonly NamedLeg[]): string {
  const [first] = legs;
  if (first === undefined) return "nothing";
  if (legs.length === 1) return instrumentName(first.instrument);
  const named = strategyLegs(legs);
  const strikes = [...new Set(named.map((leg) => formatDecimal(leg.series.strikeMicros, 6)))];
  const expiries = [...new Set(named.map((leg) => dayName(leg.series.expiryDate)))];
  const underlying = named[0]?.series.underlying ?? "";
  return `${underlying} ${expiries.join("/")} ${strikes.join("/")} ${recogniseStrategy(named)}`;
}

/** The legs as the strategy table reads them; stock legs are left out. */
export function strategyLegs(legs: readonly NamedLeg[]): readonly StrategyLeg[] {
  return legs.flatMap(({ instrument, side, ratio }) =>
    instrument.kind === "option"
      ? [{ series: instrument satisfies OptionSeries, ratio: side === "buy" ? ratio : -ratio }]
      : [],
  );
}
