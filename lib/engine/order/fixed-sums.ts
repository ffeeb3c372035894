/**
 * Sums over the beginnings of a list of orders that grows at its end: what one order comes to is worked
 * out once, and the sum over any beginning is at hand.
 */
import type { Order } from "./order";

export interface PartialSum {
  readonly total: bigint;
  /** The orders that come to nothing fixed: what they come to has to be asked each time. */
  readonly others: readonly Order[];
}

export interface Figure {
  /** Says what the figure depends on beside the order: the same name, the same figures. */
  readonly name: string;
  /** What an order comes to; null where that is not fixed. */
  readonly fixed: (order: Order) => bigint | null;
  readonly orders: readonly Order[];
}

interface Sums {
  /** The sum over so many orders from the first. */
  readonly totals: bigint[];
  readonly others: { readonly at: number; readonly order: Order }[];
}

/** The two bases of margin, on this date and the one before it. */
const NAMES_MAX = 4;

export class FixedSums {
  private readonly known = new Map<string, Sums>();

  /** The sum over the first `count` orders. */
  upTo(count: number, { name, fixed, orders }: Figure): PartialSum {
    const sums = this.sumsOf(name);
    for (let at = sums.totals.length - 1; at < count; at += 1) {
      const order = orders[at];
      if (order !== undefined) add(sums, { at, order, amount: fixed(order) });
    }
    const others: Order[] = [];
    for (const { at, order } of sums.others) if (at < count) others.push(order);
    return { total: sums.totals[count] ?? 0n, others };
  }

  private sumsOf(name: string): Sums {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    if (this.known.size >= NAMES_MAX) this.known.clear();
    const sums = { totals: [0n], others: [] };
    this.known.set(name, sums);
    return sums;
  }
}

function add(
  { totals, others }: Sums,
  { at, order, amount }: { at: number; order: Order; amount: bigint | null },
): void {
  totals.push((totals[at] ?? 0n) + (amount ?? 0n));
  if (amount === null) others.push({ at, order });
}
