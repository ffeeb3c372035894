/** One best bid and offer. Prices are whole cents, sizes shares or contracts; a side at 0 is empty. */
export type Quote = {
  readonly symbol: string;
  readonly atMs: number;
  readonly bidCents: number;
  readonly askCents: number;
  readonly bidSize: number;
  readonly askSize: number;
  readonly bidExchange: string;
  readonly askExchange: string;
};

/** One print. Price in whole cents, size in shares or contracts. */
export type Trade = {
  readonly symbol: string;
  readonly id: number;
  readonly atMs: number;
  readonly cents: number;
  readonly size: number;
  readonly exchange: string;
  readonly conditions: readonly string[];
};

/** Tells whether two quotes show the same prices and sizes. */
export function isSameQuote(a: Quote, b: Quote): boolean {
  return (
    a.bidCents === b.bidCents &&
    a.askCents === b.askCents &&
    a.bidSize === b.bidSize &&
    a.askSize === b.askSize
  );
}
