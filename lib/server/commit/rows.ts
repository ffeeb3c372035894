/** The rows that events become, by table. JSON-ready: big integers and instants are text. */
export type Row = { readonly [column: string]: string | number | boolean | null };

export interface Rows {
  readonly orders: Row[];
  readonly legs: Row[];
  readonly fills: Row[];
  readonly positions: Row[];
  readonly ledger: Row[];
  readonly activities: Row[];
}

/** An empty set of rows to collect into. */
export function emptyRows(): Rows {
  return { orders: [], legs: [], fills: [], positions: [], ledger: [], activities: [] };
}
