/**
 * As Alpaca paper documents itself: an order fills whole at the quote as soon as it is marketable,
 * whatever size is displayed. Its random partial fills (10% of the time) are off unless the
 * account's settings switch them on.
 * Source: alpaca-wire.md §3.1 and engine.md §4, read 2026-11-21.
 */
import type { ProfileRule } from "./profile-rule";

export const ALPACA: ProfileRule = {
  bySize: false,
  byTick: false,
  restingPrice: ({ quotedMicros }) => ({ ruleId: "limit_at_quote", priceMicros: quotedMicros }),
  shareOf: null,
};
