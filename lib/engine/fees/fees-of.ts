/** What a trade costs in fees: each schedule that applies to it, at the rate of its New York date. */
import { type IsoDate, newYorkOf } from "../calendar/new-york";
import { type Instrument, multiplierOf } from "../instrument/instrument";
import { divideHalfEven, type Micros, micros, NANOS_PER_UNIT, type Nanos } from "../money";
import type { OrderSide } from "../order/side";
import {
  FEE_SCHEDULES,
  type FeeName,
  type FeeRate,
  type FeeSchedule,
  type FeeSetting,
} from "./fee-schedule";

/** One fee of a fill, summed over its legs. */
export interface FeeLine {
  readonly name: FeeName;
  /** The rate it was charged at: `id@from` of the fee schedule. */
  readonly rateId: string;
  readonly amountMicros: Micros;
}

/** One leg of one fill, the trade that caps speak of. */
export interface FeeTrade {
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly qtyNanos: Nanos;
  readonly priceMicros: Micros;
}

interface FeeTerms {
  readonly setting: FeeSetting;
  readonly atMs: number;
  /**
   * Rates a stored fill was charged at; they hold instead of the rates of its date, so a row that
   * is added late does not change what was charged before.
   */
  readonly chargedAt?: readonly string[];
}

const MICROS_PER_MILLION_DOLLARS = 1_000_000_000_000n;

/** The fees of one trade, in the order of the schedules; lines that come to nothing are left out. */
export function feesOf(trade: FeeTrade & { readonly atMs: number }): readonly FeeLine[] {
  return feesOfLegs([trade], { setting: "regulatory", atMs: trade.atMs });
}

/** The fees of all legs of a fill at one instant, one line per rate; none when the setting is off. */
export function feesOfLegs(legs: readonly FeeTrade[], terms: FeeTerms): readonly FeeLine[] {
  if (terms.setting === "none") return [];
  const { date } = newYorkOf(terms.atMs);
  return FEE_SCHEDULES.flatMap((schedule) => {
    const rate = rateFor(schedule, date, terms.chargedAt ?? []);
    if (rate === undefined) return [];
    let total = 0n;
    for (const leg of legs) total += feeOf(schedule, rate, leg);
    const rateId = rateIdOf(schedule, rate);
    return total === 0n ? [] : [{ name: schedule.name, rateId, amountMicros: micros(total) }];
  });
}

/** The schedule and rate a line was charged at; null for a rate the tables do not have. */
export function findRate(
  rateId: string,
): { readonly schedule: FeeSchedule; readonly rate: FeeRate } | null {
  for (const schedule of FEE_SCHEDULES) {
    const rate = schedule.rates.find((row) => rateIdOf(schedule, row) === rateId);
    if (rate !== undefined) return { schedule, rate };
  }
  return null;
}

function rateIdOf(schedule: FeeSchedule, rate: FeeRate): string {
  return `${schedule.id}@${rate.from}`;
}

function rateFor(
  schedule: FeeSchedule,
  date: IsoDate,
  chargedAt: readonly string[],
): FeeRate | undefined {
  const charged = schedule.rates.find((rate) => chargedAt.includes(rateIdOf(schedule, rate)));
  return charged ?? schedule.rates.findLast(({ from }) => from <= date);
}

function feeOf(schedule: FeeSchedule, rate: FeeRate, trade: FeeTrade): bigint {
  if (!applies(schedule, trade)) return 0n;
  const amount = uncappedFee(schedule, rate.rateMicros, trade);
  return rate.capMicros !== null && amount > rate.capMicros ? rate.capMicros : amount;
}

function applies(schedule: FeeSchedule, { instrument, side }: FeeTrade): boolean {
  if (!schedule.on.includes(instrument.kind)) return false;
  if (schedule.sides === "sells" && side === "buy") return false;
  // Among listed series only options on an index settle in cash.
  const onIndex = instrument.kind === "option" && instrument.settlement === "cash";
  return !(schedule.sparesIndexOptions && onIndex);
}

function uncappedFee(schedule: FeeSchedule, rateMicros: bigint, trade: FeeTrade): bigint {
  const { instrument, qtyNanos, priceMicros } = trade;
  const shareNanos = qtyNanos * BigInt(multiplierOf(instrument));
  switch (schedule.unit) {
    case "contract":
      return divideHalfEven(rateMicros * qtyNanos, NANOS_PER_UNIT);
    case "share":
      return divideHalfEven(rateMicros * shareNanos, NANOS_PER_UNIT);
    case "million dollars":
      return divideHalfEven(
        rateMicros * priceMicros * shareNanos,
        NANOS_PER_UNIT * MICROS_PER_MILLION_DOLLARS,
      );
  }
}
