/**
 * Where a resting limit stands in its queue. It joins behind the size displayed at its price, and
 * every eligible print at that price moves it up. The place is kept by an event when it joins and
 * then at most every five seconds; between two of them it follows from the prints (decisions 26).
 */
import type { Quote } from "../../market/quote";
import type { Trade } from "../../market/trade";
import { type Micros, type Nanos, ZERO_NANOS } from "../../money";
import type { OrderSide } from "../../order/side";

export interface QueuePlace {
  /** What was displayed at the price when the order joined. */
  readonly joinedNanos: Nanos;
  readonly aheadNanos: Nanos;
  /** Prints up to this time and number are counted. */
  readonly countedAtMs: number;
  readonly countedSeq: number;
  /** When the place was last kept by an event. */
  readonly keptAtMs: number;
}

const KEEP_EVERY_MS = 5_000;

/**
 * The place of an order that joins now; null while better prices are displayed on its side, for
 * then nobody can see how much stands at its own. What stands alone at its price has nothing ahead.
 */
export function joinQueue(
  quote: Quote,
  { side, limitMicros }: { readonly side: OrderSide; readonly limitMicros: Micros },
  nowMs: number,
): QueuePlace | null {
  const [priceMicros, sizeNanos] =
    side === "buy" ? [quote.bidMicros, quote.bidSizeNanos] : [quote.askMicros, quote.askSizeNanos];
  const isBehind = side === "buy" ? limitMicros < priceMicros : limitMicros > priceMicros;
  if (isBehind && priceMicros > 0n) return null;
  const joinedNanos = priceMicros === limitMicros ? sizeNanos : ZERO_NANOS;
  const counted = { countedAtMs: nowMs, countedSeq: 0, keptAtMs: nowMs };
  return { joinedNanos, aheadNanos: joinedNanos, ...counted };
}

/** Whether a print came after the last one counted. */
export function isAfter(
  trade: Trade,
  counted: { readonly countedAtMs: number; readonly countedSeq: number },
): boolean {
  return (
    trade.atMs > counted.countedAtMs ||
    (trade.atMs === counted.countedAtMs && trade.seq > counted.countedSeq)
  );
}

/** Whether the place is to be kept by an event now. */
export function isKeepDue(kept: QueuePlace | undefined, now: QueuePlace, nowMs: number): boolean {
  if (kept === undefined) return true;
  return kept.aheadNanos !== now.aheadNanos && nowMs - kept.keptAtMs >= KEEP_EVERY_MS;
}
