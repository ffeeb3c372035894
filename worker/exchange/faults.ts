/** What tests (and an operator) can make go wrong; the switches may be changed at any time. */
export type Faults = {
  /** Sends nothing on streams while true; sockets stay open. */
  silence: boolean;
  /** Symbols quoted with bid and ask exchanged, on every endpoint. */
  readonly crossed: Set<string>;
  /** Symbols without quotes and prints on streams; a status message tells subscribers. */
  readonly halted: Set<string>;
  /** Multiplies the price of a stock from now on, and with it its options; 1 ends it. */
  gap(symbol: string, factor: number): void;
  /** Closes every stream socket without a close frame. */
  dropStreams(): void;
};
