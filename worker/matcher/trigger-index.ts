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
import { type IndexedOrder, OrderColumns } from "./order-columns";
import { PriceHeap } from "./price-heap";

interface SymbolEntry {
  readonly symbol: string;
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

  private readonly orders = new OrderColumns();
  /** The next instant at which something expires: sessions end together, so one look at all orders then will do. */
  private nextExpiryMs = Number.POSITIVE_INFINITY;

  /** Orders held, armed or being decided. */
  get size(): number {
    return this.orders.ids.size;
  }

  /** The symbols some order hangs on. */
  watchedSymbols(): readonly string[] {
    const symbols = new Set<string>();
    for (const slot of this.orders.ids.slots()) {
      const multi = this.orders.multiLegAt(slot);
      if (multi === undefined) symbols.add(this.symbolAt(slot));
      else for (const leg of multi.legs) symbols.add(leg.symbol);
    }
    return [...symbols];
  }

  /** The accounts some order is of. */
  accountIds(): readonly string[] {
    const accounts = new Set<string>();
    for (const slot of this.orders.ids.slots()) accounts.add(this.orders.accountOf(slot));
    return [...accounts];
  }

  /** A small integer for a symbol: the inner loop never touches a string. */
  idOf(symbol: string): number {
    const known = this.symbolIds.get(symbol);
    if (known !== undefined) return known;
    const id = this.symbols.length;
    if (id === this.bestBuy.length) this.growGuards();
    this.symbolIds.set(symbol, id);
    this.symbols.push({
      symbol,
      buys: new PriceHeap(),
      sells: new PriceHeap(),
      combos: new Set(),
      dead: 0,
    });
    return id;
  }

  /** Puts a new order in, armed; one that is already here stays as it is. */
  add(order: IndexedOrder): void {
    const { orders } = this;
    const leg = order.legs[0];
    if (leg === undefined) return;
    const slot = orders.add(order, this.idOf(leg.symbol));
    if (slot < 0) return;
    this.nextExpiryMs = Math.min(this.nextExpiryMs, orders.expiryOf(slot));
    this.armSlot(slot);
  }

  /** Arms an order again after it was decided and still works. */
  arm(orderId: string): void {
    const slot = this.orders.ids.find(orderId);
    if (slot >= 0 && !this.orders.isArmed(slot)) this.armSlot(slot);
  }

  has(orderId: string): boolean {
    return this.orders.ids.find(orderId) >= 0;
  }

  /** Takes an order out; its heap entries die in place. */
  remove(orderId: string): void {
    const slot = this.orders.ids.find(orderId);
    if (slot >= 0) this.disarm(slot);
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
    for (let id = 0; id < this.symbols.length; id += 1) this.quoteAgain(id, triggered);
  }

  /** The same for one symbol. */
  recheckOne(symbol: string, triggered: IndexedOrder[]): void {
    this.quoteAgain(this.idOf(symbol), triggered);
  }

  /** What has expired at this market time, each order once. */
  expired(atMs: number): IndexedOrder[] {
    if (atMs < this.nextExpiryMs) return [];
    const { orders } = this;
    const found: IndexedOrder[] = [];
    this.nextExpiryMs = Number.POSITIVE_INFINITY;
    for (const slot of orders.ids.slots()) {
      const expiryMs = orders.expiryOf(slot);
      if (expiryMs > atMs) this.nextExpiryMs = Math.min(this.nextExpiryMs, expiryMs);
      else if (orders.markExpired(slot)) found.push(this.orderAt(slot));
    }
    return found;
  }

  /** What should have expired by now, also what was given before: for the slow sweep. */
  overdue(atMs: number): IndexedOrder[] {
    const found: IndexedOrder[] = [];
    for (const slot of this.orders.ids.slots()) {
      if (this.orders.expiryOf(slot) <= atMs) found.push(this.orderAt(slot));
    }
    return found;
  }

  /** An account's orders, for moving them between feeds. */
  ofAccount(accountId: string): IndexedOrder[] {
    const found: IndexedOrder[] = [];
    for (const slot of this.orders.ids.slots()) {
      if (this.orders.accountOf(slot) === accountId) found.push(this.orderAt(slot));
    }
    return found;
  }

  private quoteAgain(id: number, triggered: IndexedOrder[]): void {
    this.quote(id, this.bids[id] as number, this.asks[id] as number, triggered);
  }

  private orderAt(slot: number): IndexedOrder {
    return this.orders.orderAt(slot, this.symbolAt(slot));
  }

  private symbolAt(slot: number): string {
    return this.symbols[this.orders.symbolOf(slot)]?.symbol ?? "";
  }

  private armSlot(slot: number): void {
    const { orders } = this;
    orders.setArmed(slot, true);
    const multi = orders.multiLegAt(slot);
    if (multi !== undefined) {
      for (const leg of multi.legs) {
        const id = this.idOf(leg.symbol);
        this.symbols[id]?.combos.add(slot);
        this.hasCombos[id] = 1;
      }
      return;
    }
    const id = orders.symbolOf(slot);
    const entry = this.symbols[id];
    const limit = orders.limitOf(slot);
    if (orders.isBuy(slot)) {
      const most = Number.isNaN(limit) ? Number.MAX_SAFE_INTEGER : limit;
      entry?.buys.push(-most, slot);
      this.bestBuy[id] = Math.max(this.bestBuy[id] as number, most);
    } else {
      const least = Number.isNaN(limit) ? 0 : limit;
      entry?.sells.push(least, slot);
      this.bestSell[id] = Math.min(this.bestSell[id] as number, least);
    }
  }

  private disarm(slot: number): void {
    const { orders } = this;
    const wasArmed = orders.isArmed(slot);
    const multi = orders.multiLegAt(slot);
    const entry = this.symbols[orders.symbolOf(slot)];
    orders.remove(slot);
    for (const leg of multi?.legs ?? []) {
      const id = this.idOf(leg.symbol);
      const combos = this.symbols[id]?.combos;
      combos?.delete(slot);
      if (combos?.size === 0) this.hasCombos[id] = 0;
    }
    if (multi !== undefined || !wasArmed || entry === undefined) {
      orders.release(slot);
      return;
    }
    // The slot may not be used again while a dead heap entry points at it: popping it, or the
    // rebuild, frees it.
    entry.dead += 1;
    if (entry.dead > DEAD_MAX) this.rebuild(entry);
  }

  /** Drops dead entries and frees their slots: a dead slot has exactly one entry left. */
  private rebuild(entry: SymbolEntry): void {
    const alive = (slot: number) => {
      if (this.orders.isArmed(slot)) return true;
      if (!this.orders.isLive(slot)) this.orders.release(slot);
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
    const { orders } = this;
    if (orders.isArmed(slot)) {
      orders.setArmed(slot, false);
      triggered.push(this.orderAt(slot));
    } else if (!orders.isLive(slot)) orders.release(slot);
  }

  /** A multi-leg order triggers when the net of its legs' quotes reaches its limit. */
  private checkCombos(symbolId: number, triggered: IndexedOrder[]): void {
    for (const slot of this.symbols[symbolId]?.combos ?? []) {
      const order = this.orders.multiLegAt(slot);
      if (order === undefined || !this.orders.isArmed(slot) || !this.reachesNet(order)) continue;
      this.orders.setArmed(slot, false);
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
