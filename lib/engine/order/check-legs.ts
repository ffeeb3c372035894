/**
 * Refusals of the legs of a multi-leg order: two to four on one underlying, in lowest terms, options
 * all, but for one leg of stock that goes with the contracts it covers (a Raxx extension).
 */
import { greatestCommonDivisor } from "../divisor";
import { deliverableOf } from "../instrument/deliverable";
import { underlyingOf } from "../instrument/instrument";
import { NANOS_PER_UNIT } from "../money";
import type { DraftLeg, OrderDraft } from "./draft";
import type { Rejection } from "./rejection";

const LEGS_MIN = 2;
const LEGS_MAX = 4;

type LegsCheck = (legs: readonly DraftLeg[]) => Rejection | null;

const legCount: LegsCheck = (legs) =>
  legs.length >= LEGS_MIN && legs.length <= LEGS_MAX ? null : { code: "leg_count" };

const legsDistinct: LegsCheck = (legs) => {
  const seen = new Set<string>();
  const twin = legs.find(({ instrument: { symbol } }) => seen.has(symbol) || !seen.add(symbol));
  return twin === undefined ? null : { code: "leg_duplicate", symbol: twin.instrument.symbol };
};

const legsShareUnderlying: LegsCheck = (legs) => {
  const underlyings = new Set(legs.map((leg) => underlyingOf(leg.instrument)));
  return underlyings.size <= 1 ? null : { code: "leg_underlying_mismatch" };
};

const ratiosPrime: LegsCheck = (legs) => {
  const ratios = legs.map((leg) => leg.ratio);
  const gcd = ratios.reduce(greatestCommonDivisor, 0);
  return gcd === 1 ? null : { code: "leg_ratio_not_prime", ratios, gcd };
};

/** Shares beside contracts are as many as the contracts of one of the legs deliver. */
const stockIsCovered: LegsCheck = (legs) => {
  const stock = legs.find(({ instrument }) => instrument.kind === "equity");
  if (stock === undefined) return null;
  const { symbol } = stock.instrument;
  const covered = legs.flatMap((leg) => sharesOf(leg, symbol));
  const [first] = covered;
  if (first === undefined) return { code: "leg_not_option", symbol };
  return covered.includes(stock.ratio)
    ? null
    : { code: "stock_leg_ratio", symbol, ratio: stock.ratio, needed: Math.max(...covered) };
};

function sharesOf({ instrument, ratio }: DraftLeg, symbol: string): readonly number[] {
  if (instrument.kind !== "option") return [];
  const { shares } = deliverableOf(instrument);
  const delivered = shares.find((part) => part.symbol === symbol);
  return delivered === undefined ? [] : [Number(delivered.sharesNanos / NANOS_PER_UNIT) * ratio];
}

const LEGS_CHECKS: readonly LegsCheck[] = [
  legCount,
  legsDistinct,
  legsShareUnderlying,
  stockIsCovered,
  ratiosPrime,
];

/** The first rule of legs that a multi-leg draft breaks, or null. */
export function findLegsRejection({ orderClass, legs }: OrderDraft): Rejection | null {
  if (orderClass === "simple") return null;
  for (const check of LEGS_CHECKS) {
    const rejection = check(legs);
    if (rejection !== null) return rejection;
  }
  return null;
}
