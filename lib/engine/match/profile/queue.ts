/**
 * A place in the queue: as strict, and also when trades at the limit have used up the size that
 * was ahead. The limit gets what a print has left beyond that size, at its own price.
 * Source: engine.md §4, read 2026-11-21.
 */
import type { Trade } from "../../market/trade";
import { nanos, ZERO_NANOS } from "../../money";
import {
  type PrintShare,
  type ProfileRule,
  type RestingLimit,
  shareOfTradeThrough,
} from "./profile-rule";
import { STRICT } from "./strict";

export const QUEUE: ProfileRule = {
  ...STRICT,
  shareOf: (limit, print) =>
    print.priceMicros === limit.limitMicros
      ? shareOfTradeAt(limit, print)
      : shareOfTradeThrough(limit, print),
};

function shareOfTradeAt({ aheadNanos }: RestingLimit, { sizeNanos }: Trade): PrintShare {
  if (aheadNanos === null) return { shareNanos: ZERO_NANOS, aheadNanos };
  return sizeNanos > aheadNanos
    ? { shareNanos: nanos(sizeNanos - aheadNanos), aheadNanos: ZERO_NANOS }
    : { shareNanos: ZERO_NANOS, aheadNanos: nanos(aheadNanos - sizeNanos) };
}
