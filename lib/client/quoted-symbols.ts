/** Counts which symbols are on screen, so that the socket carries those and no others. */

export interface QuotedSymbols {
  /** Adds symbols until the returned function is called. */
  readonly show: (symbols: readonly string[]) => () => void;
}

/** Makes the counter; `onChange` gets the whole set, once per turn of the event loop. */
export function createQuotedSymbols(onChange: (symbols: readonly string[]) => void): QuotedSymbols {
  const counts = new Map<string, number>();
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      onChange([...counts.keys()]);
    });
  }

  function add(symbol: string, by: 1 | -1): void {
    const count = (counts.get(symbol) ?? 0) + by;
    if (count > 0) counts.set(symbol, count);
    else counts.delete(symbol);
  }

  return {
    show(symbols) {
      for (const symbol of symbols) add(symbol, 1);
      schedule();
      return () => {
        for (const symbol of symbols) add(symbol, -1);
        schedule();
      };
    },
  };
}
