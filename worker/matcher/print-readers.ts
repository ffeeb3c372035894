/**
 * Resting limits of the profiles that fill on prints (strict and queue), by symbol: a print at the
 * limit or beyond may bring them a share. They are few and hang in the trigger index too, so a list
 * will do; prints of symbols without one cost a look-up.
 */
import type { IndexedOrder } from "./order-columns";

interface Reader {
  readonly order: IndexedOrder;
  readonly symbol: string;
  readonly limit: number;
  busy: boolean;
  /** A print came while it was being decided. */
  missed: boolean;
}

export class PrintReaders {
  private readonly readers = new Map<string, Reader>();
  private readonly symbols = new Map<string, Set<Reader>>();

  /** Takes an order up, ready for the next print; one that does not read prints goes. True when it missed one. */
  set(order: IndexedOrder): boolean {
    const missed = this.readers.get(order.orderId)?.missed ?? false;
    this.remove(order.orderId);
    const symbol = order.legs[0]?.symbol;
    if (order.readsPrints !== true || order.limitMicros === null || symbol === undefined) {
      return false;
    }
    const reader = { order, symbol, limit: order.limitMicros, busy: false, missed: false };
    this.readers.set(order.orderId, reader);
    this.symbols.set(symbol, (this.symbols.get(symbol) ?? new Set()).add(reader));
    return missed;
  }

  remove(orderId: string): void {
    const reader = this.readers.get(orderId);
    if (reader === undefined) return;
    this.readers.delete(orderId);
    const others = this.symbols.get(reader.symbol);
    others?.delete(reader);
    if (others?.size === 0) this.symbols.delete(reader.symbol);
  }

  /** Gives an order another chance whose decision came to nothing. */
  arm(orderId: string): void {
    const reader = this.readers.get(orderId);
    if (reader !== undefined) reader.busy = false;
  }

  /** Appends the orders a print of this price may bring a share, each once until it was decided. */
  print(symbol: string, price: number, triggered: IndexedOrder[]): void {
    for (const reader of this.symbols.get(symbol) ?? []) {
      const isBuy = reader.order.legs[0]?.side === "buy";
      if (isBuy ? price > reader.limit : price < reader.limit) continue;
      if (reader.busy) {
        reader.missed = true;
        continue;
      }
      reader.busy = true;
      triggered.push(reader.order);
    }
  }
}
