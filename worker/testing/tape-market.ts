/** A market that several processes see alike: every quote follows from the seed and the time. */

import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import type { MarketView, Quote } from "@/lib/engine/market/quote";
import { NO_PRINTS } from "@/lib/engine/market/trade";
import { micros, units } from "@/lib/engine/money";
import type { MarketSource } from "@/lib/server/market/market-source";
import { MARKET_OPEN_MS } from "@/lib/server/testing/fake-market";
import { hashOf, hashText } from "../exchange/model/random";

export const TAPE_SYMBOLS = ["AAPL", "MSFT"] as const;
const STEP_MS = 40;
const CENT = 10_000n;

export class TapeMarket implements MarketSource {
  constructor(
    private readonly seed: number,
    /** Wall time at which the tape began, the same for all processes. */
    private readonly startedAtMs: number,
  ) {}

  nowMs(): number {
    return MARKET_OPEN_MS + Math.max(0, Date.now() - this.startedAtMs);
  }

  /** Around 100 dollars, a cent wide, with few shares: most orders need several fills. */
  quoteOf(symbol: string): Quote {
    const step = Math.floor((this.nowMs() - MARKET_OPEN_MS) / STEP_MS);
    const key = hashText(symbol, this.seed);
    const bid = micros(BigInt(9_980 + (hashOf(key, step) % 41)) * CENT);
    const sizeNanos = units(1 + (hashOf(key, step, 1) % 15));
    const atMs = MARKET_OPEN_MS + step * STEP_MS;
    return {
      symbol,
      bidMicros: bid,
      bidSizeNanos: sizeNanos,
      bidExchange: "Q",
      askMicros: micros(bid + CENT),
      askSizeNanos: sizeNanos,
      askExchange: "Q",
      atMs,
      seq: step,
      feed: "tape",
      bidSetAtMs: atMs,
      askSetAtMs: atMs,
      afterGap: false,
    };
  }

  async view(): Promise<MarketView> {
    const nowMs = this.nowMs();
    // One look at each symbol, so that a decision sees one instant.
    const quotes = new Map(TAPE_SYMBOLS.map((symbol) => [symbol as string, this.quoteOf(symbol)]));
    return {
      nowMs,
      feedAlive: true,
      quoteOf: (symbol) => quotes.get(symbol) ?? null,
      isHalted: () => false,
      ...NO_PRINTS,
      ...NO_ACTIONS,
    };
  }
}
