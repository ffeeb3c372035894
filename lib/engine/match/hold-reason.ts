/** Why an order is not put to the market at all: what it waits for before its price matters. */
import type { Micros } from "../money";

export type HoldReason =
  | { readonly code: "waits_for_entry"; readonly entryId: string }
  | { readonly code: "session_closed"; readonly opensAtMs: number }
  | { readonly code: "auction_pending"; readonly auctionAtMs: number }
  /** The auction has begun; without an official print by then a last sale stands in. */
  | { readonly code: "auction_print_awaited"; readonly untilMs: number }
  | {
      readonly code: "stop_not_reached";
      readonly stopMicros: Micros | null;
      /** The best price a trailing stop is behind. */
      readonly hwmMicros: Micros | null;
      readonly seen: { readonly priceMicros: Micros; readonly atMs: number } | null;
    }
  /** Set off, and waiting for a quote from after that. */
  | { readonly code: "quote_after_stop"; readonly triggeredAtMs: number };
