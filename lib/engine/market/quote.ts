/** The best bid and offer of one symbol at one instant of its feed, as the engine sees it. */
import type { ActionFacts } from "../action/action-fact";
import type { Micros, Nanos } from "../money";
import { micros } from "../money";
import type { OrderSide } from "../order/side";
import type { Prints } from "./trade";

export interface Quote {
  readonly symbol: string;
  readonly bidMicros: Micros;
  readonly bidSizeNanos: Nanos;
  readonly bidExchange: string;
  readonly askMicros: Micros;
  readonly askSizeNanos: Nanos;
  readonly askExchange: string;
  /** The feed's time of the quote, epoch ms. */
  readonly atMs: number;
  readonly seq: number;
  readonly feed: string;
  /**
   * When each side's price or size last changed: what an account took of a displayed size stays
   * taken until then (decisions 25).
   */
  readonly bidSetAtMs: number;
  readonly askSetAtMs: number;
  /** The first quote after a break of the feed, a halt or a session: a new snapshot, not a move. */
  readonly afterGap: boolean;
}

export type QuoteFault = "no_quote" | "stale" | "halted" | "crossed";

/** The market one account sees: its feed's clock and that feed's latest quotes. */
export interface MarketView extends Prints, ActionFacts {
  /** Market time of the account's feed, epoch ms (15 minutes behind for a delayed account). */
  readonly nowMs: number;
  quoteOf(symbol: string): Quote | null;
  /** False when the feed has been silent too long for any quote to be trusted (decisions 11). */
  readonly feedAlive: boolean;
  isHalted(symbol: string): boolean;
}

/** As much of a market as prices come from. */
export type Prices = Pick<MarketView, "nowMs" | "quoteOf">;

/** Why nothing may fill on this symbol now, or null when its quote can be traded on. */
export function quoteFault(market: MarketView, symbol: string): QuoteFault | null {
  if (market.isHalted(symbol)) return "halted";
  const quote = market.quoteOf(symbol);
  if (quote === null) return "no_quote";
  if (!market.feedAlive) return "stale";
  if (quote.bidMicros > quote.askMicros && quote.askMicros > 0n) return "crossed";
  return null;
}

/** The side of the quote an order of this side trades against: buys take the ask, sells the bid. */
export function touchOf(quote: Quote, side: OrderSide): Touch {
  return side === "buy"
    ? {
        side: "ask",
        priceMicros: quote.askMicros,
        sizeNanos: quote.askSizeNanos,
        setAtMs: quote.askSetAtMs,
      }
    : {
        side: "bid",
        priceMicros: quote.bidMicros,
        sizeNanos: quote.bidSizeNanos,
        setAtMs: quote.bidSetAtMs,
      };
}

/** The price alone of the side that an order of this side trades against. */
export function touchPrice(quote: Quote, side: OrderSide): Micros {
  return side === "buy" ? quote.askMicros : quote.bidMicros;
}

export interface Touch {
  readonly side: "bid" | "ask";
  readonly priceMicros: Micros;
  readonly sizeNanos: Nanos;
  readonly setAtMs: number;
}

/** The middle of a two-sided quote, rounded down to a micro; null when a side is missing. */
export function midMicros(quote: Quote): Micros | null {
  if (quote.bidMicros <= 0n || quote.askMicros <= 0n) return null;
  return micros((quote.bidMicros + quote.askMicros) / 2n);
}

/** What a holding is worth per share: the middle, or the only side there is; null without a quote. */
export function markMicros(market: Pick<MarketView, "quoteOf">, symbol: string): Micros | null {
  const quote = market.quoteOf(symbol);
  if (quote === null) return null;
  const mid = midMicros(quote);
  if (mid !== null) return mid;
  // An option nobody bids for is worth half its ask, as exchanges mark it; a bid alone is the mark.
  if (quote.askMicros > 0n) return micros(quote.askMicros / 2n);
  return quote.bidMicros > 0n ? quote.bidMicros : null;
}
