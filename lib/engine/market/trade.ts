/**
 * What was printed: single trades, and the official opening and closing prints of the primary
 * exchange. Stops, queue positions and auction orders read these; plain orders need quotes alone.
 */
import type { Micros, Nanos } from "../money";

export interface Trade {
  readonly symbol: string;
  readonly priceMicros: Micros;
  readonly sizeNanos: Nanos;
  readonly exchange: string;
  /** Sale conditions of the tape, as the feed spells them. */
  readonly conditions: readonly string[];
  /** A and B are CTA (NYSE, regional), C is UTP (Nasdaq), O is OPRA. */
  readonly tape: "A" | "B" | "C" | "O";
  /** The feed's time of the print, epoch ms. */
  readonly atMs: number;
  readonly seq: number;
  readonly feed: string;
}

/** How far back a print may bring a fill or move an order's place in the queue. */
export const PRINT_WINDOW_MS = 60_000;

export interface Auction {
  readonly symbol: string;
  readonly kind: "open" | "close";
  readonly priceMicros: Micros;
  readonly sizeNanos: Nanos;
  readonly exchange: string;
  readonly atMs: number;
}

export interface Prints {
  /**
   * Recent prints, oldest first: everything since the last checkpoint of any order that reads them
   * (decisions 26), and at least those of the last PRINT_WINDOW_MS. A reader skips what it has
   * counted, by `seq`.
   */
  tradesOf(symbol: string): readonly Trade[];
  /** The official print of today's session, null until the exchange has made it. */
  auctionOf(symbol: string, kind: Auction["kind"]): Auction | null;
}

/** For a view that carries quotes alone. */
export const NO_PRINTS: Prints = { tradesOf: () => [], auctionOf: () => null };
