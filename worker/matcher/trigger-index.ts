/**
 * Which working orders a quote can trigger, for one feed.
 *
 * Per symbol two heaps hold the limits of simple orders and a list holds the multi-leg orders that
 * hang on it. A quote that reaches no limit costs two comparisons against a guard array. What
 * triggers leaves its heap until `arm` puts it back, so one order is decided once at a time.
 *
 * The index is a hint about where to look: the engine decides, and a sweep looks everywhere
 * now and then, so an entry lost here delays a fill and never loses it.
 */
import type { OrderSide } from "@/lib/engine/order/order";
import { PriceHeap } from "./price-heap";

export interface IndexedOrder {
  readonly orderId: string;
  readonly accountId: string;
  readonly orderClass: "simple" | "mleg";
  /** Null for a market order. Micros as a number: prices fit 2^53 by far. */
  readonly limitMicros: number | null;
  readonly expiresAtMs: number | null;
  readonly legs: readonly {
    readonly symbol: string;
    readonly side: OrderSide;
    readonly ratio: number;
  }[];
}

interface SymbolEntry {
  readonly buys: PriceHeap;
  readonly sells: PriceHeap;
  readonly combos: Set<number>;
  dead: number;
}

/** Heaps are rebuilt when this many of their entries are known to be gone. */
const DEAD_MAX = 1_024;

export class TriggerIndex {
  private readonly symbolIds = new Map<string, number>();
  private readonly symbols: SymbolEntry[] = [];
  /** Highest buy limit and lowest sell limit of each symbol: the guard. */
  private bestBuy = new Float64Array(1_024).fill(Number.NEGATIVE_INFINITY);
  private bestSell = new Float64Array(1_024).fill(Number.POSITIVE_INFINITY);
  private hasCombos = new Uint8Array(1_024);
  private bids = new Float64Array(1_024);
  private asks = new Float64Array(1_024);

  private readonly orders: (IndexedOrder | null)[] = [];
  private readonly armed: boolean[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly free: number[] = [];
  private readonly expiries = new PriceHeap();

  /** Orders held, armed or being decided. */
  get size(): number {
    return this.slotOf.size;
  }

  /** The symbols some order hangs on. */
  watchedSymbols(): readonly string[] {
    const symbols = new Set<string>();
    for (const slot of this.slotOf.values()) {
      for (const leg of this.orders[slot]?.legs ?? []) symbols.add(leg.symbol);
    }
    return [...symbols];
  }

  /** A small integer for a symbol: the inner loop never touches a string. */
  idOf(symbol: string): number {
    const known = this.symbolIds.get(symbol);
    if (known !== undefined) return known;
    const id = this.symbols.length;
    if (id === this.bestBuy.length) this.growGuards();
    this.symbolIds.set(symbol, id);
    this.symbols.push({
      buys: new PriceHeap(),
      sells: new PriceHeap(),
      combos: new Set(),
      dead: 0,
    });
    return id;
  }

  /** Puts a new order in, armed; one that is already here stays as it is. */
  add(order: IndexedOrder): void {
    if (this.slotOf.has(order.orderId)) return;
    const slot = this.free.pop() ?? this.orders.length;
    this.orders[slot] = order;
    this.armed[slot] = false;
    this.slotOf.set(order.orderId, slot);
    if (order.expiresAtMs !== null) this.expiries.push(order.expiresAtMs, slot);
    this.armSlot(slot, order);
  }

  /** Arms an order again after it was decided and still works. */
  arm(orderId: string): void {
    const slot = this.slotOf.get(orderId);
    const order = slot === undefined ? null : this.orders[slot];
    if (slot !== undefined && order && !this.armed[slot]) this.armSlot(slot, order);
  }

  /** Takes an order out; its heap entries die in place. */
  remove(orderId: string): void {
    const slot = this.slotOf.get(orderId);
    if (slot === undefined) return;
    const order = this.orders[slot];
    this.slotOf.delete(orderId);
    this.orders[slot] = null;
    if (order) this.disarm(slot, order);
  }

  get(orderId: string): IndexedOrder | null {
    const slot = this.slotOf.get(orderId);
    return slot === undefined ? null : (this.orders[slot] ?? null);
  }

  /**
   * Takes a quote (micros; 0 for a missing side) and appends the orders it may fill to `triggered`.
   */
  quote(symbolId: number, bid: number, ask: number, triggered: IndexedOrder[]): void {
    this.bids[symbolId] = bid;
    this.asks[symbolId] = ask;
    if (ask > 0 && ask <= (this.bestBuy[symbolId] as number))
      this.popBuys(symbolId, ask, triggered);
    if (bid > 0 && bid >= (this.bestSell[symbolId] as number))
      this.popSells(symbolId, bid, triggered);
    if (this.hasCombos[symbolId] === 1) this.checkCombos(symbolId, triggered);
  }

  /** Looks again at the last quote of every symbol, for orders that were armed after it came. */
  recheck(triggered: IndexedOrder[]): void {
    for (let id = 0; id < this.symbols.length; id += 1) {
      this.quote(id, this.bids[id] as number, this.asks[id] as number, triggered);
    }
  }

  /** Takes out what has expired at this market time. */
  expired(atMs: number): IndexedOrder[] {
    const found: IndexedOrder[] = [];
    while (this.expiries.top <= atMs) {
      const order = this.orders[this.expiries.pop()];
      // A slot may have been given to another order since: only its own expiry counts.
      if (order?.expiresAtMs != null && order.expiresAtMs <= atMs) found.push(order);
    }
    return found;
  }

  /** Every order, for the slow sweep and for moving accounts between feeds. */
  *all(): Iterable<IndexedOrder> {
    for (const slot of this.slotOf.values()) {
      const order = this.orders[slot];
      if (order) yield order;
    }
  }

  /** Whether an order waits in the index, rather than being decided right now. */
  isArmed(orderId: string): boolean {
    const slot = this.slotOf.get(orderId);
    return slot !== undefined && this.armed[slot] === true;
  }

  private armSlot(slot: number, order: IndexedOrder): void {
    this.armed[slot] = true;
    if (order.orderClass === "mleg") {
      for (const leg of order.legs) {
        const id = this.idOf(leg.symbol);
        this.symbols[id]?.combos.add(slot);
        this.hasCombos[id] = 1;
      }
      return;
    }
    const [leg] = order.legs;
    if (leg === undefined) return;
    const id = this.idOf(leg.symbol);
    const entry = this.symbols[id];
    if (leg.side === "buy") {
      const limit = order.limitMicros ?? Number.MAX_SAFE_INTEGER;
      entry?.buys.push(-limit, slot);
      this.bestBuy[id] = Math.max(this.bestBuy[id] as number, limit);
    } else {
      const limit = order.limitMicros ?? 0;
      entry?.sells.push(limit, slot);
      this.bestSell[id] = Math.min(this.bestSell[id] as number, limit);
    }
  }

  private disarm(slot: number, order: IndexedOrder): void {
    const wasArmed = this.armed[slot] === true;
    this.armed[slot] = false;
    for (const leg of order.legs) {
      const id = this.idOf(leg.symbol);
      const entry = this.symbols[id];
      if (entry === undefined) continue;
      if (order.orderClass === "mleg") {
        entry.combos.delete(slot);
        if (entry.combos.size === 0) this.hasCombos[id] = 0;
      } else if (wasArmed) {
        // The slot may not be used again while a dead heap entry points at it: popping it, or the
        // rebuild, frees it.
        entry.dead += 1;
        if (entry.dead > DEAD_MAX) this.rebuild(entry);
        return;
      }
    }
    this.free.push(slot);
  }

  /** Drops dead entries and frees their slots: a dead slot has exactly one entry left. */
  private rebuild(entry: SymbolEntry): void {
    const alive = (slot: number) => {
      if (this.armed[slot] === true) return true;
      if (!this.orders[slot]) this.free.push(slot);
      return false;
    };
    entry.buys.prune(alive);
    entry.sells.prune(alive);
    entry.dead = 0;
  }

  private popBuys(symbolId: number, ask: number, triggered: IndexedOrder[]): void {
    const heap = this.symbols[symbolId]?.buys;
    if (heap === undefined) return;
    while (-heap.top >= ask) this.trigger(heap.pop(), triggered);
    this.bestBuy[symbolId] = heap.size === 0 ? Number.NEGATIVE_INFINITY : -heap.top;
  }

  private popSells(symbolId: number, bid: number, triggered: IndexedOrder[]): void {
    const heap = this.symbols[symbolId]?.sells;
    if (heap === undefined) return;
    while (heap.top <= bid) this.trigger(heap.pop(), triggered);
    this.bestSell[symbolId] = heap.top;
  }

  private trigger(slot: number, triggered: IndexedOrder[]): void {
    const order = this.orders[slot];
    if (this.armed[slot] === true && order) {
      this.armed[slot] = false;
      triggered.push(order);
    } else if (!order) this.free.push(slot);
  }

  /** A multi-leg order triggers when the net of its legs' quotes reaches its limit. */
  private checkCombos(symbolId: number, triggered: IndexedOrder[]): void {
    const combos = this.symbols[symbolId]?.combos;
    if (combos === undefined) return;
    for (const slot of combos) {
      const order = this.orders[slot];
      if (!order || this.armed[slot] !== true || !this.reachesNet(order)) continue;
      this.armed[slot] = false;
      triggered.push(order);
    }
  }

  private reachesNet(order: IndexedOrder): boolean {
    let net = 0;
    for (const { symbol, side, ratio } of order.legs) {
      const id = this.idOf(symbol);
      const price = (side === "buy" ? this.asks[id] : this.bids[id]) as number;
      if (price <= 0) return false;
      net += (side === "buy" ? price : -price) * ratio;
    }
    return order.limitMicros === null || net <= order.limitMicros;
  }

  private growGuards(): void {
    const size = this.bestBuy.length * 2;
    const grow = (from: Float64Array, fill: number) => {
      const next = new Float64Array(size).fill(fill);
      next.set(from);
      return next;
    };
    this.bestBuy = grow(this.bestBuy, Number.NEGATIVE_INFINITY);
    this.bestSell = grow(this.bestSell, Number.POSITIVE_INFINITY);
    this.bids = grow(this.bids, 0);
    this.asks = grow(this.asks, 0);
    const combos = new Uint8Array(size);
    combos.set(this.hasCombos);
    this.hasCombos = combos;
  }
}
