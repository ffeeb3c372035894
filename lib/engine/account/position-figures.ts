/** What a position is worth and what it made: one place, so that screen, API and export agree to the cent. */
import { type Instrument, multiplierOf } from "../instrument/instrument";
import type { Lot } from "../ledger/lot";
import { type MarketView, markMicros } from "../market/quote";
import {
  divideHalfEven,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  type Nanos,
  notional,
} from "../money";

export interface Holding {
  readonly instrument: Instrument;
  /** Negative when short. */
  readonly qtyNanos: Nanos;
  /** Total cost; negative for the credit of a short. */
  readonly costMicros: Micros;
  /** The last price of what was delisted. */
  readonly frozenMarkMicros?: Micros;
}

/** Average price per share, without the multiplier and unsigned; the holding is not flat. */
export function averageEntryMicros({ instrument, qtyNanos, costMicros }: Holding): Micros {
  const shares = qtyNanos * BigInt(multiplierOf(instrument));
  return micros(divideHalfEven(costMicros * NANOS_PER_UNIT, shares));
}

/** Worth at a price per share; negative for what a short owes. */
export function valueAtMicros({ instrument, qtyNanos }: Holding, priceMicros: Micros): Micros {
  return notional(priceMicros, qtyNanos, multiplierOf(instrument));
}

/** Worth at the mark, or at the last price of what was delisted; the cost when there is no price. */
export function valueNowMicros(holding: Holding, market: MarketView): Micros {
  const mark = holding.frozenMarkMicros ?? markMicros(market, holding.instrument.symbol);
  return mark === null ? holding.costMicros : valueAtMicros(holding, mark);
}

/**
 * What a day's profit of a holding is measured from: the close of the day before for what was held
 * overnight, the cost of what was opened since. Null when a close is needed and not known.
 */
export function dayBasisMicros(
  { instrument }: Pick<Holding, "instrument">,
  lots: readonly Lot[],
  day: { readonly startMs: number; readonly lastCloseMicros: Micros | null },
): Micros | null {
  let basis = 0n;
  for (const { openedAtMs, qtyNanos, costMicros } of lots) {
    if (openedAtMs >= day.startMs) basis += costMicros;
    else if (day.lastCloseMicros === null) return null;
    else basis += notional(day.lastCloseMicros, qtyNanos, multiplierOf(instrument));
  }
  return micros(basis);
}

/** Worth now minus cost. */
export function unrealizedMicros(holding: Holding, market: MarketView): Micros {
  return micros(valueNowMicros(holding, market) - holding.costMicros);
}
