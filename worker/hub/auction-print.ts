/**
 * Which prints are the official opening and closing prints of a stock: those of the exchange it is
 * listed on, by the sale conditions O (opening print), Q (official open), 6 (closing print) and M
 * (official close). Source: CTA CTS and UTP UTDF specifications, sale conditions, as in
 * lib/engine/market/last-sale.ts, read 2026-11-21.
 */
import type { Auction, Trade } from "@/lib/engine/market/trade";

const KINDS: { readonly [condition: string]: Auction["kind"] | undefined } = {
  O: "open",
  Q: "open",
  "6": "close",
  M: "close",
};

/** The auction a print is of; null for a print of the day, or of another exchange. */
export function auctionKindOf(
  { tape, exchange, conditions }: Pick<Trade, "tape" | "exchange" | "conditions">,
  primary: string | null,
): Auction["kind"] | null {
  if (tape === "O" || (primary !== null && exchange !== primary)) return null;
  for (const condition of conditions) {
    const kind = KINDS[condition.trim()];
    if (kind !== undefined) return kind;
  }
  return null;
}

/** Exchange codes of the tapes by the name under which assets are listed (alpaca-wire.md §4.2, read 2026-11-21). */
export const TAPE_CODES: { readonly [exchange: string]: string | undefined } = {
  NYSE: "N",
  NASDAQ: "Q",
  ARCA: "P",
  AMEX: "A",
  BATS: "Z",
};
