/**
 * Decides a fill again from its own record alone: quotes, what had been taken of them, the limit,
 * what was left, and the fees. The same numbers must come out (invariant 6), so a record that was altered,
 * or a rule that changed without a new version, shows.
 */
import type { FillLeg, OrderFilled } from "../event/event";
import { feesOfLegs } from "../fees/fees-of";
import { touchOf } from "../market/quote";
import { type Micros, minNanos, NANOS_PER_UNIT, type Nanos, nanos } from "../money";
import { netMicros } from "../order/terms";

interface Recomputed {
  readonly qtyNanos: Nanos;
  readonly priceMicros: Micros;
  readonly legPricesMicros: readonly Micros[];
  /** What the quotes asked: the touch, or the net of all legs. A resting limit may give a worse price. */
  readonly quotedMicros: Micros;
}

/** The fill the record's rule and quotes lead to. */
export function recomputeFill(fill: OrderFilled): Recomputed {
  const multiLeg = fill.ruleId === "mleg_at_quotes";
  const touches = fill.legs.map((leg) => touchOf(leg.quote, leg.side));
  let qtyNanos = fill.remainingBeforeNanos;
  fill.legs.forEach((leg, index) => {
    const sizeNanos = touches[index]?.sizeNanos ?? nanos(0n);
    const freeNanos = nanos(sizeNanos - leg.takenBeforeNanos);
    qtyNanos = minNanos(qtyNanos, nanos(freeNanos / BigInt(ratioOf(fill, leg))));
  });
  if (multiLeg) qtyNanos = nanos((qtyNanos / NANOS_PER_UNIT) * NANOS_PER_UNIT);
  const quoted = fill.legs.map((leg, index) => ({
    side: leg.side,
    ratio: ratioOf(fill, leg),
    priceMicros: touches[index]?.priceMicros ?? leg.priceMicros,
  }));
  const first = quoted[0]?.priceMicros ?? fill.priceMicros;
  const resting = fill.ruleId === "limit_resting" && fill.limitMicros !== null;
  const simple = resting ? (fill.limitMicros ?? first) : first;
  const quotedMicros = multiLeg ? netMicros(quoted) : first;
  const priceMicros = multiLeg ? quotedMicros : simple;
  const legPricesMicros = multiLeg ? quoted.map((leg) => leg.priceMicros) : [simple];
  return { qtyNanos, priceMicros, legPricesMicros, quotedMicros };
}

/** Whether recomputing gives what is stored. */
export function isReproducible(fill: OrderFilled): boolean {
  if (!legsAreInRatio(fill)) return false;
  const again = recomputeFill(fill);
  return (
    again.qtyNanos === fill.qtyNanos &&
    again.priceMicros === fill.priceMicros &&
    fill.legs.every((leg, index) => leg.priceMicros === again.legPricesMicros[index]) &&
    withinLimit(fill, fill.priceMicros) &&
    withinLimit(fill, again.quotedMicros) &&
    feesAreReproducible(fill)
  );
}

function feesAreReproducible({ legs, fees, feeSetting = "none", atMs }: OrderFilled): boolean {
  const chargedAt = fees.map(({ rateId }) => rateId);
  const again = feesOfLegs(legs, { setting: feeSetting, atMs, chargedAt });
  return (
    again.length === fees.length &&
    again.every(
      (line, index) =>
        line.rateId === fees[index]?.rateId && line.amountMicros === fees[index]?.amountMicros,
    )
  );
}

function legsAreInRatio(fill: OrderFilled): boolean {
  const { qtyNanos } = fill;
  return fill.legs.every(
    (leg) => qtyNanos > 0n && leg.qtyNanos >= qtyNanos && leg.qtyNanos % qtyNanos === 0n,
  );
}

/** A fill never breaks its limit, and the quotes had reached it. */
function withinLimit(fill: OrderFilled, atMicros: Micros): boolean {
  if (fill.limitMicros === null) return true;
  const buys = fill.ruleId === "mleg_at_quotes" || fill.legs[0]?.side === "buy";
  return buys ? atMicros <= fill.limitMicros : atMicros >= fill.limitMicros;
}

/** Contracts of the leg per unit of the order, as the fill itself shows. */
export function ratioOf(fill: OrderFilled, leg: FillLeg): number {
  return Number(leg.qtyNanos / fill.qtyNanos);
}
