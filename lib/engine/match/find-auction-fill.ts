/**
 * The fill of an opg or cls order: in the auction alone, at the official print of the primary
 * exchange, up to the size that print had.
 *
 * Without a print five minutes after the open or close, the first or last eligible trade of the core
 * session stands in, and the record says so (engine.md §3). What does not fill expires.
 */
import { present } from "../assert";
import type { AuctionPrint } from "../event/event";
import { makesLastSale } from "../market/last-sale";
import type { MarketView } from "../market/quote";
import { type Micros, minNanos, type Nanos, ZERO_NANOS } from "../money";
import { auctionStartMs } from "../order/expires-at";
import { type Order, type OrderLeg, remainingNanos } from "../order/order";
import { accepts } from "../order/terms";
import type { HoldReason } from "./hold-reason";
import type { FillTerms } from "./match-order";
import { isOpen } from "./trading-session";

const PRINT_WAIT_MS = 5 * 60_000;

export type AuctionOutcome =
  | { readonly kind: "hold"; readonly reason: HoldReason }
  /** The auction went by without it: beyond its limit, or nothing was traded at all. */
  | { readonly kind: "over" }
  | { readonly kind: "fill"; readonly fill: FillTerms; readonly print: AuctionPrint };

/** Looks for the order's auction and prices it there. */
export function findAuctionFill(order: Order, market: MarketView): AuctionOutcome {
  const leg = present(order.legs[0], "an auction order has one leg");
  const auctionAtMs = auctionStartMs(order);
  if (market.nowMs < auctionAtMs) return hold({ code: "auction_pending", auctionAtMs });
  const print = officialPrint(order, leg, auctionAtMs, market);
  if (print !== null) return fillAt(order, leg, print, market);
  const untilMs = auctionAtMs + PRINT_WAIT_MS;
  if (market.nowMs < untilMs) return hold({ code: "auction_print_awaited", untilMs });
  const standIn = eligibleTrade(order, leg, auctionAtMs, market);
  return standIn === null ? { kind: "over" } : fillAt(order, leg, standIn, market);
}

function hold(reason: HoldReason): AuctionOutcome {
  return { kind: "hold", reason };
}

/** The exchange may print a moment early by its own clock: a minute before is still this auction. */
const EARLY_MS = 60_000;

function officialPrint(
  { timeInForce }: Order,
  { instrument }: OrderLeg,
  auctionAtMs: number,
  market: MarketView,
): AuctionPrint | null {
  const kind = timeInForce === "opg" ? "open" : "close";
  const auction = market.auctionOf(instrument.symbol, kind);
  if (auction === null || auction.atMs < auctionAtMs - EARLY_MS) return null;
  return { kind: "official", auction };
}

function eligibleTrade(
  { timeInForce }: Order,
  { instrument }: OrderLeg,
  auctionAtMs: number,
  market: MarketView,
): AuctionPrint | null {
  const trades = market
    .tradesOf(instrument.symbol)
    .filter((trade) => makesLastSale(trade) && isOpen(instrument, trade.atMs));
  const trade =
    timeInForce === "opg"
      ? trades.find(({ atMs }) => atMs >= auctionAtMs)
      : trades.findLast(({ atMs }) => atMs < auctionAtMs);
  return trade === undefined ? null : { kind: "eligible_trade", trade };
}

function fillAt(
  order: Order,
  leg: OrderLeg,
  print: AuctionPrint,
  market: MarketView,
): AuctionOutcome {
  const { priceMicros } = print.kind === "official" ? print.auction : print.trade;
  const quote = market.quoteOf(leg.instrument.symbol);
  // The record shows the quote of the moment; a feed that has none yet is about to.
  if (quote === null) return hold({ code: "auction_print_awaited", untilMs: market.nowMs });
  if (!accepts(order.terms, leg.side, priceMicros)) return { kind: "over" };
  const qtyNanos = auctionSize(print, remainingNanos(order));
  if (qtyNanos <= 0n) return { kind: "over" };
  return { kind: "fill", fill: fillTerms(leg, { priceMicros, qtyNanos }, quote), print };
}

/** The official print shows how much traded; how much a missing auction would have is not known. */
export function auctionSize(print: AuctionPrint, wantedNanos: Nanos): Nanos {
  return print.kind === "official" ? minNanos(wantedNanos, print.auction.sizeNanos) : wantedNanos;
}

function fillTerms(
  { instrument, side }: OrderLeg,
  { priceMicros, qtyNanos }: { readonly priceMicros: Micros; readonly qtyNanos: Nanos },
  quote: FillTerms["legs"][number]["quote"],
): FillTerms {
  const traded = { instrument, side, qtyNanos, priceMicros, quote };
  return {
    ruleId: "auction_print",
    qtyNanos,
    priceMicros,
    legs: [{ leg: 0, ...traded, takenBeforeNanos: ZERO_NANOS }],
  };
}
