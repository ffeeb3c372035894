/**
 * Orders in dollars: what they are in shares, as an estimate when they are accepted and for good at
 * their first fill; and the least an order may cost.
 */
import { type MarketView, touchOf } from "../market/quote";
import {
  MICROS_PER_DOLLAR,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  type Nanos,
  nanos,
  notional,
} from "../money";
import { err, ok, type Result } from "../result";
import type { DraftLeg, OrderDraft } from "./draft";
import { type OrderLeg, opens } from "./order";
import type { Rejection } from "./rejection";
import { limitOf, stopOf } from "./terms";

/** Source: alpaca-wire.md §2.1 (minimum cost basis), read 2026-11-21. */
const COST_MIN = micros(MICROS_PER_DOLLAR);

/** Shares that dollars buy at a price, to a billionth of a share, rounded down; the price is positive. */
export function convertNotional(notionalMicros: Micros, priceMicros: Micros): Nanos {
  return nanos((notionalMicros * NANOS_PER_UNIT) / priceMicros);
}

/** What a share is expected to trade at: the order's own price, or the quote; null without either. */
function referencePrice(
  { terms, legs }: OrderDraft,
  market: MarketView,
): { readonly leg: DraftLeg; readonly priceMicros: Micros } | null {
  const [leg] = legs;
  if (leg === undefined) return null;
  const own = limitOf(terms) ?? stopOf(terms);
  if (own !== null) return { leg, priceMicros: own };
  const quote = market.quoteOf(leg.instrument.symbol);
  if (quote === null) return null;
  const { priceMicros } = touchOf(quote, leg.side);
  return priceMicros > 0n ? { leg, priceMicros } : null;
}

/** The draft with shares for its dollars; one that asks for shares stays as it is. */
export function sizeDraft(draft: OrderDraft, market: MarketView): Result<OrderDraft, Rejection> {
  const { notionalMicros } = draft;
  if (notionalMicros === undefined) return ok(draft);
  const reference = referencePrice(draft, market);
  if (reference === null) {
    return err({ code: "no_reference_price", symbol: draft.legs[0]?.instrument.symbol ?? "" });
  }
  return ok({ ...draft, qtyNanos: convertNotional(notionalMicros, reference.priceMicros) });
}

/** Whether an order that opens a position in stock costs a dollar at least. Closing is always let through. */
export function findCostRejection(
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  market: MarketView,
): Rejection | null {
  const [leg] = legs;
  if (leg?.instrument.kind !== "equity" || legs.length > 1 || !opens(leg)) return null;
  const reference = referencePrice(draft, market);
  if (draft.notionalMicros !== undefined || reference === null) return null;
  const costMicros = notional(reference.priceMicros, draft.qtyNanos, 1);
  return costMicros >= COST_MIN
    ? null
    : { code: "cost_below_min", costMicros, minMicros: COST_MIN };
}
