/**
 * What a fill profile decides: when a resting limit fills, how much of it, and at what price. What
 * is marketable on arrival fills at the quote in every profile (decisions 24).
 */
import type { FillRuleId } from "../../event/event";
import type { Instrument } from "../../instrument/instrument";
import { NET_TICK, tickMicros } from "../../instrument/tick-size";
import type { Trade } from "../../market/trade";
import { type Micros, type Nanos, ZERO_MICROS, ZERO_NANOS } from "../../money";
import type { OrderSide } from "../../order/side";

/** A resting limit of one leg, as a print meets it. */
export interface RestingLimit {
  readonly side: OrderSide;
  readonly limitMicros: Micros;
  readonly tickMicros: Micros;
  /** Size ahead of it at its price; null when that is not known. */
  readonly aheadNanos: Nanos | null;
}

/** What of a print reaches the limit, and what is ahead of it afterwards. */
export interface PrintShare {
  readonly shareNanos: Nanos;
  readonly aheadNanos: Nanos | null;
}

export interface ProfileRule {
  /** Whether a fill is bounded by the displayed size that is left. */
  readonly bySize: boolean;
  /** Whether the market must be a tick better than the limit, or the limit is enough. */
  readonly byTick: boolean;
  /** The rule and price of a resting limit that the quote has come to. */
  readonly restingPrice: (met: {
    readonly limitMicros: Micros;
    readonly quotedMicros: Micros;
    readonly afterGap: boolean;
  }) => { readonly ruleId: FillRuleId; readonly priceMicros: Micros };
  /** What of a print reaches a resting limit; null where only quotes count. */
  readonly shareOf: ((limit: RestingLimit, print: Trade) => PrintShare) | null;
}

/** How much better than its limit the market must be. */
export function marginMicros(
  rule: ProfileRule,
  limit: { readonly instrument: Instrument | null; readonly limitMicros: Micros },
): Micros {
  if (!rule.byTick) return ZERO_MICROS;
  return limit.instrument === null ? NET_TICK : tickMicros(limit.instrument, limit.limitMicros);
}

/** Whether a price is at the limit, or better than it by the margin. */
export function reaches(
  { side, limitMicros }: { readonly side: OrderSide; readonly limitMicros: Micros },
  priceMicros: Micros,
  byMicros: Micros,
): boolean {
  return side === "buy"
    ? priceMicros <= limitMicros - byMicros
    : priceMicros >= limitMicros + byMicros;
}

/** All of a print that went through the limit by a tick: every order at the limit was due. */
export function shareOfTradeThrough(limit: RestingLimit, print: Trade): PrintShare {
  return reaches(limit, print.priceMicros, limit.tickMicros)
    ? { shareNanos: print.sizeNanos, aheadNanos: ZERO_NANOS }
    : { shareNanos: ZERO_NANOS, aheadNanos: limit.aheadNanos };
}
