/**
 * What an account was worth at past instants: what it holds now, with everything that happened since
 * taken back, at the prices of then.
 */
import { type Micros, micros, type Nanos, nanos, notional } from "@/lib/engine/money";

/** Something that moved the account: cash, a quantity, or both. */
export interface Change {
  readonly atMs: number;
  readonly cashMicros: Micros;
  readonly symbol: string | null;
  readonly qtyNanos: Nanos;
  /** What it traded at, which is a price of the symbol too; null when it did not trade. */
  readonly priceMicros: Micros | null;
}

export interface PricePoint {
  readonly atMs: number;
  readonly priceMicros: Micros;
}

export interface Past {
  /** As it is now. */
  readonly cashMicros: Micros;
  readonly quantities: ReadonlyMap<string, Nanos>;
  /** Since before the first instant, in order of time. */
  readonly changes: readonly Change[];
  /** By symbol, in order of time. */
  readonly prices: ReadonlyMap<string, readonly PricePoint[]>;
  readonly multiplierOf: (symbol: string) => number;
}

/** The equity at each instant, given in order; null where something held had no price yet. */
export function equitySeries(past: Past, instants: readonly number[]): readonly (Micros | null)[] {
  const book = bookBefore(past);
  const prices = new PriceTape(past);
  let next = 0;
  return instants.map((atMs) => {
    for (; (past.changes[next]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs; next += 1) {
      const change = past.changes[next];
      if (change !== undefined) apply(book, change, 1n);
    }
    return worth(book, past, (symbol) => prices.at(symbol, atMs));
  });
}

interface Book {
  cash: bigint;
  readonly quantities: Map<string, bigint>;
}

/** The book as it was before the first change. */
function bookBefore({ cashMicros, quantities, changes }: Past): Book {
  const book: Book = { cash: cashMicros, quantities: new Map(quantities) };
  for (const change of changes) apply(book, change, -1n);
  return book;
}

function apply(book: Book, { cashMicros, symbol, qtyNanos }: Change, sign: bigint): void {
  book.cash += sign * cashMicros;
  if (symbol === null) return;
  const left = (book.quantities.get(symbol) ?? 0n) + sign * qtyNanos;
  if (left === 0n) book.quantities.delete(symbol);
  else book.quantities.set(symbol, left);
}

function worth(
  { cash, quantities }: Book,
  { multiplierOf }: Past,
  priceOf: (symbol: string) => Micros | null,
): Micros | null {
  let total = cash;
  for (const [symbol, qty] of quantities) {
    const price = priceOf(symbol);
    if (price === null) return null;
    total += notional(price, nanos(qty), multiplierOf(symbol));
  }
  return micros(total);
}

/** The last price of each symbol at or before an instant; instants only grow. */
class PriceTape {
  private readonly tapes = new Map<string, PricePoint[]>();
  private readonly reached = new Map<string, number>();

  constructor({ prices, changes }: Past) {
    for (const [symbol, points] of prices) this.tapes.set(symbol, [...points]);
    for (const { symbol, priceMicros, atMs } of changes) {
      if (symbol === null || priceMicros === null) continue;
      const tape = this.tapes.get(symbol) ?? [];
      tape.push({ atMs, priceMicros });
      this.tapes.set(symbol, tape);
    }
    for (const tape of this.tapes.values()) tape.sort((a, b) => a.atMs - b.atMs);
  }

  at(symbol: string, atMs: number): Micros | null {
    const tape = this.tapes.get(symbol) ?? [];
    let index = this.reached.get(symbol) ?? -1;
    while ((tape[index + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs) index += 1;
    this.reached.set(symbol, index);
    return tape[index]?.priceMicros ?? null;
  }
}
