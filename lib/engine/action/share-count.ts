/**
 * Whole shares of a delivery, and the fraction that is paid in cash instead (decisions 28). The
 * fraction is kept as an exact remainder until it meets its price, so there is one rounding.
 */
import {
  divideHalfEven,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  type Nanos,
  nanos,
  ZERO_MICROS,
} from "../money";

export interface Ratio {
  readonly newNanos: Nanos;
  readonly oldNanos: Nanos;
}

export interface ShareCount {
  /** Whole shares, with the sign of the holding. */
  readonly wholeNanos: Nanos;
  /** Cash for the fraction; a short owes it. Null when there is a fraction and no price for it. */
  readonly fractionMicros: Micros | null;
  /** The fraction's part of the delivery, for its part of the cost: `part` of `whole`. */
  readonly fraction: { readonly part: bigint; readonly whole: bigint };
}

/** What a holding of `qtyNanos` becomes: quantity × new / old, whole shares and cash for the rest. */
export function countShares(qtyNanos: Nanos, ratio: Ratio, priceMicros: Micros | null): ShareCount {
  const whole = qtyNanos * ratio.newNanos;
  const unit = ratio.oldNanos * NANOS_PER_UNIT;
  const part = whole % unit;
  const wholeNanos = nanos((whole / unit) * NANOS_PER_UNIT);
  if (part === 0n) return { wholeNanos, fractionMicros: ZERO_MICROS, fraction: { part, whole } };
  const fractionMicros =
    priceMicros === null ? null : micros(divideHalfEven(priceMicros * part, unit));
  return { wholeNanos, fractionMicros, fraction: { part, whole } };
}

/** Quantity × new / old where it is exact to the nano; null where it is not. */
export function exactShares(qtyNanos: Nanos, { newNanos, oldNanos }: Ratio): Nanos | null {
  const scaled = qtyNanos * newNanos;
  return scaled % oldNanos === 0n ? nanos(scaled / oldNanos) : null;
}

/** How many new shares each old one becomes when that is a whole number above one; else null. */
export function wholeFactor({ newNanos, oldNanos }: Ratio): number | null {
  return newNanos > oldNanos && newNanos % oldNanos === 0n ? Number(newNanos / oldNanos) : null;
}
