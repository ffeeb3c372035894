/**
 * The working orders of an account: a map that nobody may change, to which one more order costs the
 * same however many there are already.
 *
 * Versions that follow each other by one order more share a list, of which each sees its beginning.
 * What is known of the list (who is in which symbol, sums) is known of all its beginnings. Any other
 * change copies.
 */
import { symbolsTouched } from "../instrument/instrument";
import { FixedSums, type PartialSum } from "./fixed-sums";
import type { Order } from "./order";

interface Placed<T> {
  /** Where the order stands that brought it. */
  readonly at: number;
  readonly value: T;
}

/** Grows at its end only. */
class OrderList {
  readonly orders: Order[] = [];
  readonly places = new Map<string, number>();
  readonly sums = new FixedSums();
  private readonly bySymbol = new Map<string, Placed<Order>[]>();
  private readonly symbols = new Map<string, number>();
  private readonly optioned: Placed<Order>[] = [];
  private indexed = 0;

  push(order: Order): void {
    this.places.set(order.id, this.orders.length);
    this.orders.push(order);
  }

  inSymbol(symbol: string): readonly Placed<Order>[] {
    this.index();
    return this.bySymbol.get(symbol) ?? NOTHING;
  }

  withOptions(): readonly Placed<Order>[] {
    this.index();
    return this.optioned;
  }

  /** Symbols by the place of the first order that has to do with them, in that order. */
  symbolPlaces(): ReadonlyMap<string, number> {
    this.index();
    return this.symbols;
  }

  /** Looks at what was added since the last time: most lists are never asked. */
  private index(): void {
    for (; this.indexed < this.orders.length; this.indexed += 1) {
      const order = this.orders[this.indexed];
      if (order !== undefined) this.indexOne(order, this.indexed);
    }
  }

  private indexOne(order: Order, at: number): void {
    const placed = { at, value: order };
    let hasOption = false;
    for (const { instrument } of order.legs) {
      hasOption ||= instrument.kind === "option";
      const known = this.bySymbol.get(instrument.symbol) ?? [];
      this.bySymbol.set(instrument.symbol, known);
      if (known.at(-1)?.at !== at) known.push(placed);
      for (const symbol of [instrument.symbol, ...symbolsTouched(instrument)]) {
        if (!this.symbols.has(symbol)) this.symbols.set(symbol, at);
      }
    }
    if (hasOption) this.optioned.push(placed);
  }
}

const NOTHING: readonly Placed<Order>[] = [];

export class OrderMap implements ReadonlyMap<string, Order> {
  readonly #list: OrderList;
  readonly size: number;

  private constructor(list: OrderList) {
    this.#list = list;
    this.size = list.orders.length;
  }

  static of(orders: Iterable<Order>): OrderMap {
    const list = new OrderList();
    for (const order of orders) list.push(order);
    return new OrderMap(list);
  }

  /** With an order put in, or in the place of the one that has its id. */
  with(order: Order): OrderMap {
    const place = this.placeOf(order.id);
    if (place !== null) return OrderMap.of(this.all().with(place, order));
    const isLast = this.#list.orders.length === this.size;
    const list = isLast ? this.#list : OrderMap.of(this.all()).#list;
    list.push(order);
    return new OrderMap(list);
  }

  without(ids: ReadonlySet<string>): OrderMap {
    return OrderMap.of(this.all().filter(({ id }) => !ids.has(id)));
  }

  get(id: string): Order | undefined {
    const place = this.placeOf(id);
    return place === null ? undefined : this.#list.orders[place];
  }

  has(id: string): boolean {
    return this.placeOf(id) !== null;
  }

  /** The orders with a leg in a symbol. */
  inSymbol(symbol: string): readonly Order[] {
    return this.seen(this.#list.inSymbol(symbol));
  }

  /** The orders with an option among their legs. */
  withOptions(): readonly Order[] {
    return this.seen(this.#list.withOptions());
  }

  /** Collects every symbol whose price or corporate actions bear on an order. */
  addSymbols(symbols: Set<string>): void {
    for (const [symbol, at] of this.#list.symbolPlaces()) {
      if (at >= this.size) return;
      symbols.add(symbol);
    }
  }

  /** What all orders come to that come to something fixed, and the others: see FixedSums. */
  sum(name: string, fixed: (order: Order) => bigint | null): PartialSum {
    return this.#list.sums.upTo(this.size, { name, fixed, orders: this.#list.orders });
  }

  forEach(each: (order: Order, id: string, map: ReadonlyMap<string, Order>) => void): void {
    for (const order of this.all()) each(order, order.id, this);
  }

  values(): MapIterator<Order> {
    return this.all().values();
  }

  keys(): MapIterator<string> {
    return this.all()
      .map(({ id }) => id)
      .values();
  }

  entries(): MapIterator<[string, Order]> {
    return this.all()
      .map((order): [string, Order] => [order.id, order])
      .values();
  }

  [Symbol.iterator](): MapIterator<[string, Order]> {
    return this.entries();
  }

  private all(): Order[] {
    return this.#list.orders.slice(0, this.size);
  }

  private placeOf(id: string): number | null {
    const place = this.#list.places.get(id);
    return place === undefined || place >= this.size ? null : place;
  }

  private seen(placed: readonly Placed<Order>[]): readonly Order[] {
    const seen: Order[] = [];
    for (const { at, value } of placed) {
      if (at >= this.size) break;
      seen.push(value);
    }
    return seen;
  }
}

/** The orders as such a map; any other is copied. */
export function orderMap(orders: ReadonlyMap<string, Order>): OrderMap {
  return orders instanceof OrderMap ? orders : OrderMap.of(orders.values());
}
