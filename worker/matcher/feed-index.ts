/**
 * The working orders of one feed, each where what it waits for finds it: quotes in the trigger index,
 * a stop price in the stop index, a session, an auction or an entry in the wake list.
 */
import type { IndexedOrder } from "./order-columns";
import { PrintReaders } from "./print-readers";
import { StopIndex } from "./stop-index";
import { TriggerIndex } from "./trigger-index";
import { WakeList } from "./wake-list";

export class FeedIndex {
  private readonly quotes = new TriggerIndex();
  private readonly stops = new StopIndex();
  private readonly waiting = new WakeList();
  private readonly readers = new PrintReaders();
  /** What no quote can fill yet, by id. */
  private readonly others = new Map<string, IndexedOrder>();
  private readonly noticed = new Set<string>();
  /** Stops that go by quotes: none of them, and a quote need not be measured against stops. */
  private quoteStops = 0;
  /** None of the others expires before this instant. */
  private nextExpiryMs = Number.POSITIVE_INFINITY;

  /** Orders held, armed or being decided. */
  get size(): number {
    return this.quotes.size + this.others.size;
  }

  has(orderId: string): boolean {
    return this.quotes.has(orderId) || this.others.has(orderId);
  }

  /** Puts a new order in, armed; one that is already here stays as it is. */
  add(order: IndexedOrder): void {
    if (this.has(order.orderId)) return;
    const { waits } = order;
    if (waits === undefined) {
      this.quotes.add(order);
      this.readers.set(order);
      return;
    }
    this.others.set(order.orderId, order);
    this.nextExpiryMs = Math.min(this.nextExpiryMs, order.expiresAtMs ?? Number.POSITIVE_INFINITY);
    if (waits.kind === "stop" || waits.kind === "trail") this.stops.add(order);
    else this.waiting.add(order);
    if (isQuoteStop(order)) this.quoteStops += 1;
  }

  remove(orderId: string): void {
    this.readers.remove(orderId);
    this.quotes.remove(orderId);
    const other = this.others.get(orderId);
    if (other === undefined) return;
    this.others.delete(orderId);
    this.noticed.delete(orderId);
    this.stops.remove(orderId);
    this.waiting.remove(orderId);
    if (isQuoteStop(other)) this.quoteStops -= 1;
  }

  /** Arms an order again whose decision could not be made. */
  arm(orderId: string): void {
    this.quotes.arm(orderId);
    this.stops.arm(orderId);
    this.waiting.arm(orderId);
    this.readers.arm(orderId);
  }

  /**
   * Hangs an order, after it was decided, where it waits now; one that has gone meanwhile stays gone.
   * True when something that could move it came in the meantime.
   */
  settle(order: IndexedOrder): boolean {
    const { orderId, waits } = order;
    if (waits === undefined && this.quotes.has(orderId)) {
      this.quotes.arm(orderId);
      return this.readers.set(order);
    }
    if (this.stops.has(orderId) && (waits?.kind === "stop" || waits?.kind === "trail")) {
      this.others.set(orderId, order);
      return this.stops.add(order);
    }
    if (this.has(orderId)) {
      this.remove(orderId);
      this.add(order);
    }
    return false;
  }

  /** A quote: prices in micros, 0 for a missing side. */
  quote(symbol: string, bid: number, ask: number, triggered: IndexedOrder[]): void {
    this.quotes.quote(this.quotes.idOf(symbol), bid, ask, triggered);
    // A side that is missing is no price: a stop waits for both.
    if (this.quoteStops > 0 && bid > 0 && ask > 0) this.stops.quote(symbol, bid, ask, triggered);
  }

  /** A print of orders in the book. */
  print(symbol: string, price: number, triggered: IndexedOrder[]): void {
    if (this.stops.size > 0) this.stops.print(symbol, price, triggered);
    this.readers.print(symbol, price, triggered);
  }

  /** An official print. */
  auction(symbol: string, triggered: IndexedOrder[]): void {
    this.waiting.auction(symbol, triggered);
  }

  /** What has become due by time. */
  due(nowMs: number, triggered: IndexedOrder[]): void {
    this.waiting.due(nowMs, triggered);
  }

  /** Looks again at what the last prices could have moved; `all` at every stop, whatever it has seen. */
  recheck(triggered: IndexedOrder[], { all }: { readonly all: boolean }): void {
    this.quotes.recheck(triggered);
    this.stops.recheck(triggered, { all });
  }

  /** Looks at the last quotes of one order's symbols, which may have come before it. */
  recheckOne({ legs }: IndexedOrder, triggered: IndexedOrder[]): void {
    for (const { symbol } of legs) this.quotes.recheckOne(symbol, triggered);
  }

  /** What has expired at this market time, each order once. */
  expired(atMs: number): IndexedOrder[] {
    return [...this.quotes.expired(atMs), ...this.expiredOthers(atMs)];
  }

  /** What should have expired by now, also what was given before: for the slow sweep. */
  overdue(atMs: number): IndexedOrder[] {
    return [...this.quotes.overdue(atMs), ...this.overdueOthers(atMs)];
  }

  /** The symbols some order hangs on. */
  watchedSymbols(): readonly string[] {
    const symbols = new Set(this.quotes.watchedSymbols());
    for (const { legs } of this.others.values()) for (const leg of legs) symbols.add(leg.symbol);
    return [...symbols];
  }

  /** The accounts some order is of. */
  accountIds(): readonly string[] {
    const accounts = new Set(this.quotes.accountIds());
    for (const { accountId } of this.others.values()) accounts.add(accountId);
    return [...accounts];
  }

  /** An account's orders. */
  ofAccount(accountId: string): IndexedOrder[] {
    const others = [...this.others.values()].filter((order) => order.accountId === accountId);
    return [...this.quotes.ofAccount(accountId), ...others];
  }

  private expiredOthers(atMs: number): IndexedOrder[] {
    if (atMs < this.nextExpiryMs) return [];
    this.nextExpiryMs = Number.POSITIVE_INFINITY;
    const found: IndexedOrder[] = [];
    for (const order of this.others.values()) {
      const { orderId, expiresAtMs } = order;
      if (expiresAtMs === null || this.noticed.has(orderId)) continue;
      if (expiresAtMs > atMs) this.nextExpiryMs = Math.min(this.nextExpiryMs, expiresAtMs);
      else {
        this.noticed.add(orderId);
        found.push(order);
      }
    }
    return found;
  }

  private overdueOthers(atMs: number): IndexedOrder[] {
    return [...this.others.values()].filter(
      ({ expiresAtMs }) => expiresAtMs !== null && expiresAtMs <= atMs,
    );
  }
}

function isQuoteStop({ waits }: IndexedOrder): boolean {
  return waits?.kind === "stop" && waits.by === "quote";
}
