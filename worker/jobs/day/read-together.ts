/** Reads of the same moment as one: a job asks for the prices of thousands of accounts, which hold the same symbols. */

/** Symbols of one call to the data account; more are several. */
const SYMBOLS_MAX = 200;
/** Days whose answers are kept: jobs ask about today, or are late by a day or two. */
const DATES_MAX = 3;

interface Pending {
  readonly symbols: Set<string>;
  readonly read: Promise<void>;
}

export class ReadTogether<T> {
  private readonly known = new Map<string, Map<string, T>>();
  private readonly pending = new Map<string, Pending>();

  /** `read` asks for symbols of a date; one that has nothing is absent, and asked for again. */
  constructor(
    private readonly read: (
      date: string,
      symbols: readonly string[],
    ) => Promise<ReadonlyMap<string, T>>,
  ) {}

  async get(date: string, symbols: readonly string[]): Promise<ReadonlyMap<string, T>> {
    const missing = symbols.filter((symbol) => this.known.get(date)?.has(symbol) !== true);
    if (missing.length > 0) await this.ask(date, missing);
    return new Map(
      symbols.flatMap((symbol) => {
        const value = this.known.get(date)?.get(symbol);
        return value === undefined ? [] : [[symbol, value] as const];
      }),
    );
  }

  private async ask(date: string, symbols: readonly string[]): Promise<void> {
    const pending = this.pending.get(date) ?? this.open(date);
    for (const symbol of symbols) pending.symbols.add(symbol);
    await pending.read;
  }

  private keep(date: string, symbol: string, value: T): void {
    const known = this.known.get(date) ?? new Map<string, T>();
    this.known.set(date, known.set(symbol, value));
    const [oldest] = this.known.keys();
    if (this.known.size > DATES_MAX && oldest !== undefined) this.known.delete(oldest);
  }

  private open(date: string): Pending {
    const symbols = new Set<string>();
    const read = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      this.pending.delete(date);
      const all = [...symbols];
      for (let from = 0; from < all.length; from += SYMBOLS_MAX) {
        const part = await this.read(date, all.slice(from, from + SYMBOLS_MAX));
        for (const [symbol, value] of part) this.keep(date, symbol, value);
      }
    });
    const pending = { symbols, read };
    this.pending.set(date, pending);
    return pending;
  }
}
