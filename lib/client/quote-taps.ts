/**
 * Who shows the quote of one symbol. A batch of quotes calls the cells of its own symbols, instead of
 * asking every cell on screen whether something changed for it.
 */
import type { QuoteView } from "@/lib/wire/raxx/desk";

type Listener = (quote: QuoteView) => void;

export interface QuoteTaps {
  /** Calls back with each quote of a symbol until the returned function is called. */
  readonly open: (symbol: string, listener: Listener) => () => void;
  readonly tell: (quotes: Readonly<Record<string, QuoteView>>) => void;
}

export function createQuoteTaps(): QuoteTaps {
  const taps = new Map<string, Set<Listener>>();
  return {
    open(symbol, listener) {
      const listeners = taps.get(symbol) ?? new Set();
      listeners.add(listener);
      taps.set(symbol, listeners);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && taps.get(symbol) === listeners) taps.delete(symbol);
      };
    },
    tell(quotes) {
      for (const [symbol, listeners] of taps) {
        const quote = quotes[symbol];
        if (quote === undefined) continue;
        for (const listener of listeners) listener(quote);
      }
    },
  };
}
