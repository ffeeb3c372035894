/**
 * Stops and trailing stops of one feed, hung on the price that sets them off.
 *
 * Per symbol one heap holds the stops a rising price hits and one those a falling price hits: a price
 * that hits none costs two comparisons. A trailing stop hangs on its best price as well; a better
 * print moves both in place and asks nobody, so that the engine is asked for a hit alone, or by the
 * sweep to keep the mark (decisions 26). What is hit is decided once at a time, as in the trigger index.
 */
import { micros } from "@/lib/engine/money";
import { trailingStop } from "@/lib/engine/order/trailing-mark";
import type { IndexedOrder } from "./order-columns";
import { PriceHeap } from "./price-heap";

interface Stop {
  readonly order: IndexedOrder;
  readonly symbol: string;
  readonly rising: boolean;
  /** Null for a trailing stop that has seen no print. */
  level: number | null;
  best: number | null;
  /** The best price the account's events know of. */
  readonly kept: number | null;
  armed: boolean;
  /** It was hit again while it was being decided. */
  missed: boolean;
  live: boolean;
}

/** Dead entries of a symbol are swept out when there are so many. */
const DEAD_MAX = 1_024;

export class StopIndex {
  private readonly stops = new Map<string, Stop>();
  private readonly symbols = new Map<string, SymbolStops>();

  get size(): number {
    return this.stops.size;
  }

  has(orderId: string): boolean {
    return this.stops.has(orderId);
  }

  /**
   * Puts a stop in, armed. One that is here keeps the best price it has seen; true when it was hit
   * while it was being decided.
   */
  add(order: IndexedOrder): boolean {
    const before = this.stops.get(order.orderId);
    this.remove(order.orderId);
    const stop = newStop(order, before?.best ?? null);
    if (stop === null) return false;
    this.stops.set(order.orderId, stop);
    const at = this.symbols.get(stop.symbol) ?? new SymbolStops(sourceOf(order));
    this.symbols.set(stop.symbol, at);
    at.add(stop);
    return before?.missed ?? false;
  }

  remove(orderId: string): void {
    const stop = this.stops.get(orderId);
    if (stop === undefined) return;
    stop.live = false;
    this.stops.delete(orderId);
    this.symbols.get(stop.symbol)?.died();
  }

  /** Arms a stop again whose decision came to nothing. */
  arm(orderId: string): void {
    const stop = this.stops.get(orderId);
    if (stop !== undefined) this.add(stop.order);
  }

  /** A print: rising and falling stops are measured against its price. */
  print(symbol: string, price: number, triggered: IndexedOrder[]): void {
    const at = this.symbols.get(symbol);
    if (at?.source === "print") at.price(price, price, triggered);
  }

  /** A quote of both sides, for stops that go by quotes: a buy would pay the ask, a sell get the bid. */
  quote(symbol: string, bid: number, ask: number, triggered: IndexedOrder[]): void {
    const at = this.symbols.get(symbol);
    if (at?.source === "quote") at.price(ask, bid, triggered);
  }

  /** Appends marks that moved since they were last kept; `all` for every stop, as after a start. */
  recheck(triggered: IndexedOrder[], { all }: { readonly all: boolean }): void {
    for (const stop of this.stops.values()) {
      if (!stop.armed || (!all && stop.best === stop.kept)) continue;
      stop.armed = false;
      triggered.push(stop.order);
    }
  }
}

type Source = "print" | "quote";

class SymbolStops {
  private stops: Stop[] = [];
  private readonly rising = new PriceHeap();
  private readonly falling = new PriceHeap();
  /** Trailing stops by their best price: a higher print moves those that sell, a lower one those that buy. */
  private readonly highs = new PriceHeap();
  private readonly lows = new PriceHeap();
  private dead = 0;

  constructor(readonly source: Source) {}

  add(stop: Stop): void {
    const slot = this.stops.push(stop) - 1;
    this.hang(stop, slot);
    if (stop.order.waits?.kind === "trail") this.follow(stop, slot);
  }

  died(): void {
    this.dead += 1;
    if (this.dead <= DEAD_MAX || this.dead < this.stops.length / 2) return;
    const live = this.stops.filter((stop) => stop.live);
    for (const heap of [this.rising, this.falling, this.highs, this.lows]) heap.prune(() => false);
    this.stops = [];
    this.dead = 0;
    for (const stop of live) this.add(stop);
  }

  /** A hit is measured before a print moves a mark: one print never does both. */
  price(up: number, down: number, triggered: IndexedOrder[]): void {
    while (this.rising.top <= up) this.hit(this.rising, triggered);
    while (this.falling.top <= -down) this.hit(this.falling, triggered);
    while (this.highs.top < up) this.raise(this.highs, up);
    while (this.lows.top < -down) this.raise(this.lows, down);
  }

  private hang({ rising, level }: Stop, slot: number): void {
    if (level === null) return;
    if (rising) this.rising.push(level, slot);
    else this.falling.push(-level, slot);
  }

  private follow({ rising, best }: Stop, slot: number): void {
    const heap = rising ? this.lows : this.highs;
    const key = rising ? -(best ?? 0) : best;
    heap.push(best === null ? Number.NEGATIVE_INFINITY : (key ?? 0), slot);
  }

  /** An entry whose stop has moved on, or is gone, is dropped on the way. */
  private hit(heap: PriceHeap, triggered: IndexedOrder[]): void {
    const key = heap.top;
    const stop = this.stops[heap.pop()];
    if (stop?.live !== true || stop.level === null) return;
    if ((stop.rising ? stop.level : -stop.level) !== key) return;
    if (!stop.armed) {
      stop.missed = true;
      return;
    }
    stop.armed = false;
    triggered.push(stop.order);
  }

  private raise(heap: PriceHeap, price: number): void {
    const key = heap.top;
    const slot = heap.pop();
    const stop = this.stops[slot];
    const isCurrent =
      stop?.live === true &&
      (stop.best === null
        ? key === Number.NEGATIVE_INFINITY
        : (stop.rising ? -stop.best : stop.best) === key);
    if (!isCurrent || stop === undefined) return;
    stop.best = price;
    stop.level = levelOf(stop.order, price);
    this.hang(stop, slot);
    this.follow(stop, slot);
  }
}

/** Options go by quotes, stocks by prints, and a symbol is one or the other. */
function sourceOf({ waits }: IndexedOrder): Source {
  return waits?.kind === "stop" ? waits.by : "print";
}

function newStop(order: IndexedOrder, seen: number | null): Stop | null {
  const { waits } = order;
  const [leg] = order.legs;
  if (leg === undefined || (waits?.kind !== "stop" && waits?.kind !== "trail")) return null;
  const rising = leg.side === "buy";
  const kept = waits.kind === "trail" ? waits.bestMicros : null;
  const best = waits.kind === "trail" ? betterOf(rising, kept, seen) : null;
  const level = waits.kind === "stop" ? waits.stopMicros : best && levelOf(order, best);
  const flags = { armed: true, missed: false, live: true };
  return { order, symbol: leg.symbol, rising, level, best, kept, ...flags };
}

function betterOf(rising: boolean, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return rising ? Math.min(a, b) : Math.max(a, b);
}

function levelOf({ waits, legs }: IndexedOrder, best: number): number | null {
  if (waits?.kind !== "trail" || legs[0] === undefined) return null;
  return Number(trailingStop(legs[0].side, waits.trail, micros(BigInt(best))));
}
