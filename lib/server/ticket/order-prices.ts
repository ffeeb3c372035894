/** What an order costs: at the touch, in the middle, at its own limit. */

import { NET_TICK, tickMicros } from "@/lib/engine/instrument/tick-size";
import { type MarketView, midMicros, touchOf } from "@/lib/engine/market/quote";
import { absMicros, type Micros, micros, notional } from "@/lib/engine/money";
import type { DraftLeg, OrderDraft } from "@/lib/engine/order/draft";
import { limitOf, netMicros, unitMultiplier } from "@/lib/engine/order/terms";

export interface OrderPrices {
  readonly naturalMicros: Micros | null;
  readonly midMicros: Micros | null;
  readonly quoteAtMs: number | null;
}

/** Net per unit at the touch and at the middle; a sale of one leg counts as negative. */
export function pricesOf(draft: OrderDraft, market: MarketView): OrderPrices {
  const quotes = draft.legs.map((leg) => market.quoteOf(leg.instrument.symbol));
  const priced = (pick: (leg: DraftLeg, index: number) => Micros | null) => {
    const legs = draft.legs.map((leg, index) => ({ ...leg, priceMicros: pick(leg, index) }));
    const known = legs.flatMap((leg) =>
      leg.priceMicros === null ? [] : [{ ...leg, priceMicros: leg.priceMicros }],
    );
    return known.length === legs.length ? netMicros(known) : null;
  };
  const times = quotes.flatMap((quote) => (quote === null ? [] : [quote.atMs]));
  return {
    naturalMicros: priced((leg, index) => {
      const quote = quotes[index] ?? null;
      const touch = quote === null ? null : touchOf(quote, leg.side).priceMicros;
      return touch === null || (touch <= 0n && leg.side === "buy") ? null : touch;
    }),
    midMicros: priced((_, index) => {
      const quote = quotes[index] ?? null;
      return quote === null ? null : midMicros(quote);
    }),
    quoteAtMs: times.length === 0 ? null : Math.min(...times),
  };
}

/** The limit as a signed net: what a lone sale receives is negative. */
export function limitNet(draft: OrderDraft): Micros | null {
  const limit = limitOf(draft.terms);
  if (limit === null) return null;
  const sells = draft.orderClass === "simple" && draft.legs[0]?.side === "sell";
  return sells ? micros(-limit) : limit;
}

/** Dollars received (positive) or paid for the whole order at a net price. */
export function cashOf(draft: OrderDraft, net: Micros): Micros {
  return notional(micros(-net), draft.qtyNanos, unitMultiplier(draft.legs));
}

const STEPS_MAX = 60;

/** The limits from where it would trade now towards the middle, a tick apart: what a slider steps over. */
export function limitSteps(
  draft: OrderDraft,
  { naturalMicros: natural, midMicros: mid }: OrderPrices,
): readonly Micros[] {
  const [leg, ...others] = draft.legs;
  if (leg === undefined || natural === null || mid === null || natural <= mid) return [];
  const tick = others.length > 0 ? NET_TICK : tickMicros(leg.instrument, absMicros(natural));
  const count = (natural - mid) / tick;
  // Of a wide market not every tick: the ends stay, and what lies between is evenly spaced.
  const stride = count / BigInt(STEPS_MAX) + 1n;
  const steps: Micros[] = [];
  for (let at = 0n; at <= count; at += stride) steps.push(micros(natural - at * tick));
  return steps;
}
