/** Positions, and what working orders may do to them, sorted by underlying for the margin rules. */
import type { AccountState } from "../account/account-state";
import type { Instrument, OptionSeries } from "../instrument/instrument";
import { NANOS_PER_UNIT, type Nanos, nanos } from "../money";
import { legNanos, remainingNanos, signedNanos } from "../order/order";
import type { UnderlyingBook } from "./option-requirement";
import type { SeriesHolding } from "./payoff";

/** A change of a holding, signed. */
export interface Delta {
  readonly instrument: Instrument;
  readonly qtyNanos: Nanos;
}

/** What is held now. */
export function heldDeltas(state: AccountState): Delta[] {
  return [...state.positions.values()];
}

/**
 * What working orders could do at worst: sales of stock and options that may fill alone, and
 * multi-leg orders, which fill whole. A single-leg purchase is left out, since it may not happen
 * and must not cover anything until it has.
 */
export function workingDeltas(state: AccountState): Delta[] {
  const deltas: Delta[] = [];
  for (const order of state.orders.values()) {
    for (const leg of order.legs) {
      if (order.orderClass === "simple" && leg.side === "buy") continue;
      const quantity = signedNanos(leg.side, legNanos(leg, remainingNanos(order)));
      deltas.push({ instrument: leg.instrument, qtyNanos: quantity });
    }
  }
  return deltas;
}

/** The option books of the deltas, one per underlying that has options, with the stock that covers. */
export function booksOf(deltas: readonly Delta[]): readonly UnderlyingBook[] {
  const shares = new Map<string, bigint>();
  const options = new Map<string, Map<string, { series: OptionSeries; nanos: bigint }>>();
  for (const { instrument, qtyNanos } of deltas) {
    if (instrument.kind === "equity") {
      shares.set(instrument.symbol, (shares.get(instrument.symbol) ?? 0n) + qtyNanos);
      continue;
    }
    const series = options.get(instrument.underlying) ?? new Map();
    options.set(instrument.underlying, series);
    const before = series.get(instrument.symbol)?.nanos ?? 0n;
    series.set(instrument.symbol, { series: instrument, nanos: before + qtyNanos });
  }
  return [...options].map(([underlying, series]) => ({
    underlying,
    coverShares: wholeUnits(nanos(shares.get(underlying) ?? 0n)),
    holdings: [...series.values()].map(toHolding).filter(({ contracts }) => contracts !== 0),
  }));
}

function toHolding({
  series,
  nanos: quantity,
}: {
  series: OptionSeries;
  nanos: bigint;
}): SeriesHolding {
  return { series, contracts: Number(quantity / NANOS_PER_UNIT) };
}

function wholeUnits(quantity: Nanos): number {
  return quantity > 0n ? Number(quantity / NANOS_PER_UNIT) : 0;
}
