/**
 * The recent prints of every symbol of one feed, its official auction prints, and who wants to know
 * of one. Lost with the process: what orders have counted of them is in their events (decisions 26).
 */
import { tradeDateOf } from "@/lib/engine/action/trade-date";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { meetsBook } from "@/lib/engine/market/book-print";
import { type Auction, PRINT_WINDOW_MS, type Trade } from "@/lib/engine/market/trade";
import { micros, units } from "@/lib/engine/money";
import type { ToldTrade } from "@/lib/wire/market-bus";
import { auctionKindOf } from "./auction-print";

/** A print as it comes off a feed: dollars and whole sizes. */
export interface FeedTrade {
  readonly symbol: string;
  /** The tape's own number of a stock's print; options have none. */
  readonly id?: number;
  readonly price: number;
  readonly size: number;
  readonly exchange: string;
  readonly conditions: readonly string[];
  readonly tape: Trade["tape"];
  readonly atMs: number;
}

export interface SymbolPrints {
  readonly lastSale: Trade | null;
  readonly open: Auction | null;
  readonly close: Auction | null;
}

export interface PrintListener {
  /** A print of orders in the book: those that set stops off and bring resting orders a share. */
  onPrint(symbol: string, priceMicros: number): void;
  onAuction(symbol: string): void;
}

const MICROS = 1_000_000;
/** Twice what a reader may look back, so that a look that comes late still finds it. */
const KEPT_MS = 2 * PRINT_WINDOW_MS;
/** Old prints are dropped so many at a time: shifting an array for each print costs more than it frees. */
const DROP_MIN = 256;
const TOLD_MAX = 20_000;

export class PrintBook {
  private readonly trades = new Map<string, Trade[]>();
  private readonly sales = new Map<string, Trade>();
  private readonly auctions = new Map<string, Auction>();
  private readonly dirty = new Set<string>();
  private readonly listeners: PrintListener[] = [];
  private told: ToldTrade[] = [];
  private seq = 0;

  constructor(
    private readonly feedName: string,
    /** The exchange a stock is listed on, by its code on the tape; null when that is not known. */
    private readonly primaryOf: (symbol: string) => string | null = () => null,
  ) {}

  listen(listener: PrintListener): void {
    this.listeners.push(listener);
  }

  /** Takes a print; one that is older than the newest of its symbol is history and is dropped. */
  put(print: FeedTrade): void {
    const size = Math.floor(print.size);
    if (size <= 0 || print.price <= 0) return;
    const kept = this.trades.get(print.symbol) ?? [];
    const newest = kept.at(-1);
    if (newest !== undefined && print.atMs < newest.atMs) return;
    const priceMicros = Math.round(print.price * MICROS);
    this.seq += 1;
    const trade: Trade = {
      symbol: print.symbol,
      priceMicros: micros(BigInt(priceMicros)),
      sizeNanos: units(size),
      exchange: print.exchange,
      conditions: print.conditions,
      tape: print.tape,
      atMs: print.atMs,
      seq: this.seq,
      feed: this.feedName,
    };
    kept.push(trade);
    this.trades.set(print.symbol, kept);
    dropOld(kept);
    this.tell(print, trade.seq, priceMicros, size);
    const kind = auctionKindOf(trade, this.primaryOf(trade.symbol));
    if (kind !== null) this.putAuction({ ...trade, kind });
    if (!meetsBook(trade)) return;
    this.sales.set(trade.symbol, trade);
    this.dirty.add(trade.symbol);
    for (const listener of this.listeners) listener.onPrint(trade.symbol, priceMicros);
  }

  /** Prints since the last take, in order, for those who want each. */
  takeTrades(): readonly ToldTrade[] {
    const told = this.told;
    this.told = [];
    return told;
  }

  private tell(print: FeedTrade, seq: number, priceMicros: number, size: number): void {
    const { symbol, id, exchange, conditions, tape, atMs } = print;
    this.told.push([symbol, id ?? seq, priceMicros, size, exchange, [...conditions], tape, atMs]);
    // Nobody takes them while Redis is away: the newest are worth keeping.
    if (this.told.length > TOLD_MAX) this.told = this.told.slice(-TOLD_MAX / 2);
  }

  /** Takes an official print; the first of a day stays. */
  putAuction({ symbol, kind, priceMicros, sizeNanos, exchange, atMs }: Auction): void {
    const key = `${symbol} ${kind}`;
    const known = this.auctions.get(key);
    if (known !== undefined && tradeDateOf(known.atMs) >= tradeDateOf(atMs)) return;
    this.auctions.set(key, { symbol, kind, priceMicros, sizeNanos, exchange, atMs });
    this.dirty.add(symbol);
    for (const listener of this.listeners) listener.onAuction(symbol);
  }

  /** Recent prints, oldest first. */
  tradesOf(symbol: string): readonly Trade[] {
    return this.trades.get(symbol) ?? [];
  }

  /** The official print of the day that `nowMs` falls on. */
  auctionOf(symbol: string, kind: Auction["kind"], nowMs: number): Auction | null {
    const auction = this.auctions.get(`${symbol} ${kind}`);
    if (auction === undefined) return null;
    return newYorkOf(auction.atMs).date === newYorkOf(nowMs).date ? auction : null;
  }

  drop(symbol: string): void {
    this.trades.delete(symbol);
    this.sales.delete(symbol);
  }

  /** What changed since the last take, as readers of Redis get it. */
  takeChanges(): ReadonlyMap<string, SymbolPrints> {
    const changed = new Map<string, SymbolPrints>();
    for (const symbol of this.dirty) {
      changed.set(symbol, {
        lastSale: this.sales.get(symbol) ?? null,
        open: this.auctions.get(`${symbol} open`) ?? null,
        close: this.auctions.get(`${symbol} close`) ?? null,
      });
    }
    this.dirty.clear();
    return changed;
  }
}

function dropOld(trades: Trade[]): void {
  const fromMs = (trades.at(-1)?.atMs ?? 0) - KEPT_MS;
  if ((trades[DROP_MIN]?.atMs ?? fromMs) >= fromMs) return;
  trades.splice(
    0,
    trades.findIndex(({ atMs }) => atMs >= fromMs),
  );
}
