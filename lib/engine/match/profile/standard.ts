/**
 * The default: a resting limit fills when the opposite quote reaches it, up to the displayed size
 * the account has not taken, at its limit; after a gap at the quote, which is a new market.
 * Source: engine.md §4, read 2026-11-21.
 */
import type { ProfileRule } from "./profile-rule";

export const STANDARD: ProfileRule = {
  bySize: true,
  byTick: false,
  restingPrice: ({ limitMicros, quotedMicros, afterGap }) =>
    afterGap
      ? { ruleId: "limit_after_gap", priceMicros: quotedMicros }
      : { ruleId: "limit_resting", priceMicros: limitMicros },
  shareOf: null,
};
