/**
 * What comes before a price: whether the order may be put to the market of this instant at all, and
 * as what. A stop that was set off is put to it as the market or limit order it has become.
 */
import type { MarketView } from "../market/quote";
import type { Order, StopTrigger, TrailMark } from "../order/order";
import { lookAtStop } from "../order/stop-trigger";
import { isStop, liveTerms } from "../order/terms";
import type { HoldReason } from "./hold-reason";
import { opensAtMs } from "./trading-session";

export type OrderLook =
  | {
      readonly kind: "hold";
      readonly reason: HoldReason;
      /** Of a trailing stop, with the prints of this look counted. */
      readonly mark: TrailMark | null;
    }
  | { readonly kind: "triggered"; readonly trigger: StopTrigger }
  | { readonly kind: "ready"; readonly order: Order };

/**
 * A quote that merely stands is the market of every later instant (decisions 11): so long after a
 * stop was set off, the unchanged quote is a later one.
 */
const STANDING_QUOTE_MS = 1_000;

/** Looks at an order in continuous trading; auction orders are looked at in their auction. */
export function lookAtOrder(order: Order, market: MarketView): OrderLook {
  const { group, triggered } = order;
  if (group?.dormant === true) return hold({ code: "waits_for_entry", entryId: group.id });
  const opens = opensAtMs(order, market.nowMs);
  if (opens !== null) return hold({ code: "session_closed", opensAtMs: opens });
  if (!isStop(order.terms)) return { kind: "ready", order };
  if (triggered === undefined) return lookForTrigger(order, market);
  return isQuotedSince(order, triggered, market)
    ? { kind: "ready", order: { ...order, terms: liveTerms(order.terms) } }
    : hold({ code: "quote_after_stop", triggeredAtMs: triggered.atMs });
}

function hold(reason: HoldReason, mark: TrailMark | null = null): OrderLook {
  return { kind: "hold", reason, mark };
}

function lookForTrigger(order: Order, market: MarketView): OrderLook {
  const look = lookAtStop(order, market);
  if (look.kind === "hit") return { kind: "triggered", trigger: look.trigger };
  const { stopMicros, seen, mark } = look;
  const hwmMicros = mark?.hwmMicros ?? null;
  return hold({ code: "stop_not_reached", stopMicros, hwmMicros, seen }, mark);
}

/** Whether the quote is one from after the print or quote that set the stop off. */
function isQuotedSince(order: Order, { by, atMs }: StopTrigger, market: MarketView): boolean {
  if (market.nowMs >= atMs + STANDING_QUOTE_MS) return true;
  const quote = market.quoteOf(order.legs[0]?.instrument.symbol ?? "");
  if (quote === null) return true; // without a quote the matcher says what is missing
  if (by.kind === "trade") return quote.atMs > by.trade.atMs;
  return quote.atMs > by.quote.atMs || quote.seq > by.quote.seq;
}
