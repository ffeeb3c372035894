/**
 * Which prints traded against displayed orders: only those use up a queue, or show that a price was
 * traded through. For stocks these are the prints that make a last sale; of option prints those the
 * tape calls regular: unmarked, electronic, intermarket sweep, reopening. Auctions, crosses, floor
 * and multi-leg prints do not meet the book.
 *
 * Source: OPRA sale conditions as listed by QuoteMedia ("Trade Indicators for Options"), read
 * 2026-11-21.
 */
import { makesLastSale } from "./last-sale";
import type { Trade } from "./trade";

const OPRA: ReadonlySet<string> = new Set(["", "I", "J", "S"]);

/** Whether the print was of orders in the book. */
export function meetsBook(trade: Trade): boolean {
  if (trade.tape !== "O") return makesLastSale(trade);
  return trade.conditions.every((condition) => OPRA.has(condition.trim()));
}
