/**
 * What may happen to sold options before they expire, as far as today's market shows it: being in the money,
 * a dividend that makes exercising a call early worth while, earnings that move the stock.
 *
 * A call is worth exercising before an ex-date when the dividend is more than what is left of its time value.
 * Source: Options Industry Council, "Early exercise of equity call options", read 2026-11-21.
 */
import { daysBetween, type IsoDate } from "../calendar/new-york";
import type { OptionSeries } from "../instrument/instrument";
import { type Micros, micros } from "../money";

/** Dates further off than this are no matter of the week. */
export const RISK_DAYS = 7;

export interface HeldOption {
  readonly series: OptionSeries;
  readonly isShort: boolean;
  /** Null without a quote. */
  readonly markMicros: Micros | null;
}

export interface UnderlyingNow {
  readonly today: IsoDate;
  readonly markMicros: Micros | null;
  readonly dividend: { readonly exDate: IsoDate; readonly cashMicros: Micros | null } | null;
  readonly earningsDate: IsoDate | null;
}

export type PositionRisk =
  | { readonly kind: "in_the_money"; readonly series: OptionSeries; readonly byMicros: Micros }
  | {
      readonly kind: "early_exercise";
      readonly series: OptionSeries;
      readonly exDate: IsoDate;
      /** The dividend is more than the time value left. */
      readonly isLikely: boolean;
    }
  | { readonly kind: "earnings"; readonly series: OptionSeries; readonly date: IsoDate };

/** The risks of one option, the most pressing first. */
export function risksOf(option: HeldOption, now: UnderlyingNow): readonly PositionRisk[] {
  const { series, isShort } = option;
  const risks: PositionRisk[] = [];
  const inside = insideMicros(series, now.markMicros);
  if (isShort && inside !== null && inside > 0n) {
    risks.push({ kind: "in_the_money", series, byMicros: inside });
  }
  const dividend = dividendRisk(option, now, inside);
  if (dividend !== null) risks.push(dividend);
  const { earningsDate, today } = now;
  if (earningsDate !== null && isSoon(earningsDate, today) && earningsDate <= series.expiryDate) {
    risks.push({ kind: "earnings", series, date: earningsDate });
  }
  return risks;
}

/** How far in the money it is; negative outside, null without a price. */
function insideMicros(series: OptionSeries, spot: Micros | null): Micros | null {
  if (spot === null) return null;
  return micros(series.right === "call" ? spot - series.strikeMicros : series.strikeMicros - spot);
}

function dividendRisk(
  { series, isShort, markMicros }: HeldOption,
  { dividend, today }: UnderlyingNow,
  inside: Micros | null,
): PositionRisk | null {
  if (!isShort || series.right !== "call" || series.style !== "american") return null;
  if (dividend === null || dividend.exDate > series.expiryDate) return null;
  // Whoever exercises does it the day before; on the ex-date itself it is too late.
  if (dividend.exDate <= today || !isSoon(dividend.exDate, today)) return null;
  const { exDate, cashMicros } = dividend;
  if (inside === null || inside <= 0n) return null;
  const timeValue = markMicros === null ? null : markMicros - inside;
  const isLikely = timeValue !== null && cashMicros !== null && cashMicros > timeValue;
  return { kind: "early_exercise", series, exDate, isLikely };
}

function isSoon(date: IsoDate, today: IsoDate): boolean {
  const days = daysBetween(today, date);
  return days >= 0 && days <= RISK_DAYS;
}
