/** Orders that only time, an auction or their entry can move: nothing of the tape looks at them. */
import type { IndexedOrder } from "./order-columns";

interface Entry {
  readonly order: IndexedOrder;
  readonly atMs: number;
  asked: boolean;
}

export class WakeList {
  private readonly entries = new Map<string, Entry>();
  private readonly auctions = new Map<string, Set<string>>();
  /** No entry is due before this instant: most looks end here. */
  private nextMs = Number.POSITIVE_INFINITY;

  has(orderId: string): boolean {
    return this.entries.has(orderId);
  }

  add(order: IndexedOrder): void {
    const { waits, orderId } = order;
    const atMs = waits !== undefined && "atMs" in waits ? waits.atMs : Number.POSITIVE_INFINITY;
    this.entries.set(orderId, { order, atMs, asked: false });
    this.nextMs = Math.min(this.nextMs, atMs);
    const symbol = order.legs[0]?.symbol;
    if (waits?.kind !== "auction" || symbol === undefined) return;
    this.auctions.set(symbol, (this.auctions.get(symbol) ?? new Set()).add(orderId));
  }

  remove(orderId: string): void {
    const entry = this.entries.get(orderId);
    if (entry === undefined) return;
    this.entries.delete(orderId);
    const symbol = entry.order.legs[0]?.symbol ?? "";
    const waiting = this.auctions.get(symbol);
    waiting?.delete(orderId);
    if (waiting?.size === 0) this.auctions.delete(symbol);
  }

  /** Gives an order another chance whose decision came to nothing. */
  arm(orderId: string): void {
    const entry = this.entries.get(orderId);
    if (entry === undefined) return;
    entry.asked = false;
    this.nextMs = Math.min(this.nextMs, entry.atMs);
  }

  /** Appends what has become due, each once until it is armed again. */
  due(nowMs: number, triggered: IndexedOrder[]): void {
    if (nowMs < this.nextMs) return;
    this.nextMs = Number.POSITIVE_INFINITY;
    for (const entry of this.entries.values()) {
      if (entry.asked) continue;
      if (entry.atMs > nowMs) this.nextMs = Math.min(this.nextMs, entry.atMs);
      else this.ask(entry, triggered);
    }
  }

  /** The official print of a symbol: its auction orders are looked at now. */
  auction(symbol: string, triggered: IndexedOrder[]): void {
    for (const orderId of this.auctions.get(symbol) ?? []) {
      const entry = this.entries.get(orderId);
      if (entry !== undefined && !entry.asked) this.ask(entry, triggered);
    }
  }

  private ask(entry: Entry, triggered: IndexedOrder[]): void {
    entry.asked = true;
    triggered.push(entry.order);
  }
}
