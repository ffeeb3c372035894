/** Refusals that need only the order itself: quantity, price grid, legs. Listed by precedence. */
import { underlyingOf } from "../instrument/instrument";
import { type Micros, micros, NANOS_PER_UNIT, units } from "../money";
import type { OrderDraft } from "./draft";
import type { Rejection } from "./rejection";

type ShapeCheck = (draft: OrderDraft) => Rejection | null;

/** Keeps price x quantity x multiplier within the 64-bit integers of the ledger, with room. */
const SHARES_MAX = units(1_000_000);
const CONTRACTS_MAX = units(50_000);
const LIMIT_MAX = micros(1_000_000_000_000n);
const OPTION_LIMIT_MAX = micros(100_000_000_000n);

const LEGS_MIN = 2;
const LEGS_MAX = 4;

const qtyPositive: ShapeCheck = (draft) =>
  draft.qtyNanos > 0n ? null : { code: "qty_not_positive" };

const qtyWithinMax: ShapeCheck = (draft) => {
  const maxNanos = isOption(draft) ? CONTRACTS_MAX : SHARES_MAX;
  return draft.qtyNanos <= maxNanos ? null : { code: "qty_over_max", maxNanos };
};

const qtyWhole: ShapeCheck = (draft) => {
  const symbol = draft.legs[0]?.instrument.symbol ?? "";
  return draft.qtyNanos % NANOS_PER_UNIT === 0n ? null : { code: "qty_not_whole", symbol };
};

const limitInRange: ShapeCheck = ({ terms, orderClass, ...draft }) => {
  if (terms.type !== "limit") return null;
  const maxMicros = isOption(draft) ? OPTION_LIMIT_MAX : LIMIT_MAX;
  // A net price may be negative, a credit, or zero, an even roll; a simple limit may not.
  if (orderClass === "simple" && terms.limitMicros <= 0n) return { code: "limit_not_positive" };
  const size = terms.limitMicros < 0n ? -terms.limitMicros : terms.limitMicros;
  return size <= maxMicros ? null : { code: "limit_over_max", maxMicros };
};

/**
 * Sub-penny rule: at or above $1 prices move in cents, below in hundredths of a cent; options in
 * cents. Source: SEC Rule 612; alpaca-wire.md §2.1, read 2026-11-20.
 */
const limitOnGrid: ShapeCheck = (draft) => {
  if (draft.terms.type !== "limit") return null;
  const { limitMicros } = draft.terms;
  const subDollar = !isOption(draft) && limitMicros < 1_000_000n;
  const tick: Micros = micros(subDollar ? 100n : 10_000n);
  return limitMicros % tick === 0n
    ? null
    : { code: "sub_penny", field: "limit_price", valueMicros: limitMicros };
};

const legCount: ShapeCheck = ({ orderClass, legs }) =>
  orderClass === "simple" || (legs.length >= LEGS_MIN && legs.length <= LEGS_MAX)
    ? null
    : { code: "leg_count" };

const legsAreOptions: ShapeCheck = ({ orderClass, legs }) => {
  const other = legs.find((leg) => leg.instrument.kind !== "option");
  return orderClass === "simple" || other === undefined
    ? null
    : { code: "leg_not_option", symbol: other.instrument.symbol };
};

const legsDistinct: ShapeCheck = ({ legs }) => {
  const seen = new Set<string>();
  const twin = legs.find(({ instrument: { symbol } }) => seen.has(symbol) || !seen.add(symbol));
  return twin === undefined ? null : { code: "leg_duplicate", symbol: twin.instrument.symbol };
};

const legsShareUnderlying: ShapeCheck = ({ legs }) => {
  const underlyings = new Set(legs.map((leg) => underlyingOf(leg.instrument)));
  return underlyings.size <= 1 ? null : { code: "leg_underlying_mismatch" };
};

const ratiosPrime: ShapeCheck = ({ orderClass, legs }) => {
  const ratios = legs.map((leg) => leg.ratio);
  const gcd = ratios.reduce(greatestCommonDivisor, 0);
  return orderClass === "simple" || gcd === 1 ? null : { code: "leg_ratio_not_prime", ratios, gcd };
};

const SHAPE_CHECKS: readonly ShapeCheck[] = [
  legCount,
  legsAreOptions,
  legsDistinct,
  legsShareUnderlying,
  ratiosPrime,
  qtyPositive,
  qtyWhole,
  qtyWithinMax,
  limitInRange,
  limitOnGrid,
];

/** The first shape rule the draft breaks, or null. */
export function findShapeRejection(draft: OrderDraft): Rejection | null {
  for (const check of SHAPE_CHECKS) {
    const rejection = check(draft);
    if (rejection !== null) return rejection;
  }
  return null;
}

function isOption(draft: Pick<OrderDraft, "legs">): boolean {
  return draft.legs.some((leg) => leg.instrument.kind === "option");
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
