/** Quotes between the engine's integers and the numbers that travel (exact both ways). */
import type { Quote } from "@/lib/engine/market/quote";
import { micros, units } from "@/lib/engine/money";
import type { PackedQuote } from "@/lib/wire/market-bus";

/** The engine's quote of a packed one. */
export function unpackQuote(packed: PackedQuote): Quote {
  const [symbol, bid, bidSize, bidExchange, ask, askSize, askExchange, atMs, seq, feed] = packed;
  return {
    symbol,
    bidMicros: micros(BigInt(bid)),
    bidSizeNanos: units(bidSize),
    bidExchange,
    askMicros: micros(BigInt(ask)),
    askSizeNanos: units(askSize),
    askExchange,
    atMs,
    seq,
    feed,
    bidSetAtMs: packed[10],
    askSetAtMs: packed[11],
    afterGap: packed[12],
  };
}
