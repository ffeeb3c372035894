/** A market that stands still at the closing marks: what an account is worth at the end of a day. */
import type { AccountState } from "../account/account-state";
import { NO_ACTIONS } from "../action/action-fact";
import type { MarketView, Quote } from "../market/quote";
import { NO_PRINTS } from "../market/trade";
import { micros, NANOS_PER_UNIT, nanos, ZERO_MICROS } from "../money";
import type { Mark } from "./snapshot-record";

/** A view in which every symbol is worth its mark. */
export function closingMarket(marks: readonly Mark[], { openedAtMs }: AccountState): MarketView {
  const quotes = new Map(marks.map((mark) => [mark.symbol, quoteAt(mark, openedAtMs)]));
  return {
    nowMs: openedAtMs,
    feedAlive: true,
    isHalted: () => false,
    quoteOf: (symbol) => quotes.get(symbol) ?? null,
    ...NO_PRINTS,
    ...NO_ACTIONS,
  };
}

/** A locked quote marks at its price; an ask of a millionth alone marks at nothing. */
function quoteAt({ symbol, priceMicros }: Mark, atMs: number): Quote {
  const worthless = priceMicros <= 0n;
  const size = nanos(NANOS_PER_UNIT);
  return {
    symbol,
    bidMicros: worthless ? ZERO_MICROS : priceMicros,
    bidSizeNanos: size,
    bidExchange: "",
    askMicros: worthless ? micros(1n) : priceMicros,
    askSizeNanos: size,
    askExchange: "",
    ...{ atMs, seq: 0, feed: "close", bidSetAtMs: atMs, askSetAtMs: atMs, afterGap: false },
  };
}
