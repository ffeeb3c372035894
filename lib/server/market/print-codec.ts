/** Prints between the engine's integers and the numbers that travel (exact both ways). */
import type { Auction, Prints, Trade } from "@/lib/engine/market/trade";
import { micros, NANOS_PER_UNIT, units } from "@/lib/engine/money";
import type { PackedAuction, PackedPrints, PackedTrade } from "@/lib/wire/market-bus";

interface SymbolPrints {
  readonly lastSale: Trade | null;
  readonly open: Auction | null;
  readonly close: Auction | null;
}

/** What a symbol's field in Redis holds. */
export function packPrints({ lastSale, open, close }: SymbolPrints): PackedPrints {
  return [lastSale && packTrade(lastSale), open && packAuction(open), close && packAuction(close)];
}

function packTrade(trade: Trade): PackedTrade {
  const { exchange, conditions, tape, atMs, seq, feed } = trade;
  return [...priceAndSize(trade), exchange, [...conditions], tape, atMs, seq, feed];
}

function packAuction(auction: Auction): PackedAuction {
  return [...priceAndSize(auction), auction.exchange, auction.atMs];
}

function priceAndSize({ priceMicros, sizeNanos }: Trade | Auction): [number, number] {
  return [Number(priceMicros), Number(sizeNanos / NANOS_PER_UNIT)];
}

/** The prints of a symbol as the web's door may ask for them: its last sale stands for its tape. */
export function unpackPrints(
  symbol: string,
  [lastSale, open, close]: PackedPrints,
): { readonly trades: readonly Trade[]; readonly auctions: ReturnType<typeof auctionsOf> } {
  return {
    trades: lastSale === null ? [] : [unpackTrade(symbol, lastSale)],
    auctions: auctionsOf(symbol, open, close),
  };
}

function auctionsOf(
  symbol: string,
  open: PackedAuction | null,
  close: PackedAuction | null,
): { readonly [K in Parameters<Prints["auctionOf"]>[1]]: Auction | null } {
  return {
    open: open && unpackAuction(symbol, "open", open),
    close: close && unpackAuction(symbol, "close", close),
  };
}

function unpackTrade(symbol: string, packed: PackedTrade): Trade {
  const [price, size, exchange, conditions, tape, atMs, seq, feed] = packed;
  const amounts = { priceMicros: micros(BigInt(price)), sizeNanos: units(size) };
  return { symbol, ...amounts, exchange, conditions, tape, atMs, seq, feed };
}

function unpackAuction(symbol: string, kind: Auction["kind"], packed: PackedAuction): Auction {
  const [price, size, exchange, atMs] = packed;
  const amounts = { priceMicros: micros(BigInt(price)), sizeNanos: units(size) };
  return { symbol, kind, ...amounts, exchange, atMs };
}
