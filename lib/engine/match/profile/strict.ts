/**
 * For those who want no fill to doubt: a resting limit fills only when the opposite quote crosses
 * it by a tick, or trades print through it by a tick. Always at the limit, also after a gap.
 * Source: engine.md §4, read 2026-11-21.
 */
import { type ProfileRule, shareOfTradeThrough } from "./profile-rule";

export const STRICT: ProfileRule = {
  bySize: true,
  byTick: true,
  restingPrice: ({ limitMicros }) => ({ ruleId: "limit_crossed", priceMicros: limitMicros }),
  shareOf: shareOfTradeThrough,
};
