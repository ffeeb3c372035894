/**
 * What each week of an account brought: the premium of its options, and what was realised.
 *
 * A week is named by its Friday in New York, the day on which weekly options expire; what happens on
 * a weekend belongs to the Friday before it.
 */
import { addDays, type IsoDate, newYorkOf, weekdayOf } from "../calendar/new-york";
import type { OrderFilled } from "../event/event";
import { type Micros, micros, notional, ZERO_MICROS } from "../money";
import type { CampaignFigures } from "../strategy/campaign-figures";

export interface WeekIncome {
  /** The Friday. */
  readonly endsOn: IsoDate;
  /** Received for options less what was paid for them, opening and closing alike, before fees. */
  readonly premiumMicros: Micros;
  /** As the ledger realised it at average cost, with dividends, less fees. */
  readonly profitMicros: Micros;
  readonly feesMicros: Micros;
  readonly fills: number;
}

const FRIDAY = 5;
const SATURDAY = 6;

/** The Friday an instant's week is named by. */
export function weekOf(atMs: number): IsoDate {
  const { date } = newYorkOf(atMs);
  const weekday = weekdayOf(date);
  if (weekday === SATURDAY) return addDays(date, -1);
  return addDays(date, weekday === 0 ? -2 : FRIDAY - weekday);
}

/** A week that nothing has happened in yet. */
export function quietWeek(endsOn: IsoDate): WeekIncome {
  const none = ZERO_MICROS;
  return { endsOn, premiumMicros: none, profitMicros: none, feesMicros: none, fills: 0 };
}

/** The week with an event's money. */
export function addToWeek(
  week: WeekIncome,
  figures: CampaignFigures,
  fill: OrderFilled | null,
): WeekIncome {
  const { realizedMicros, dividendsMicros, feesMicros } = figures;
  return {
    endsOn: week.endsOn,
    premiumMicros: micros(week.premiumMicros + (fill === null ? 0n : premiumOf(fill))),
    profitMicros: micros(week.profitMicros + realizedMicros + dividendsMicros - feesMicros),
    feesMicros: micros(week.feesMicros + feesMicros),
    fills: week.fills + (fill === null ? 0 : 1),
  };
}

function premiumOf({ legs }: OrderFilled): bigint {
  return legs.reduce((sum, { instrument, side, qtyNanos, priceMicros }) => {
    if (instrument.kind !== "option") return sum;
    const value = notional(priceMicros, qtyNanos, instrument.multiplier);
    return side === "sell" ? sum + value : sum - value;
  }, 0n);
}
