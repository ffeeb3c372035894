/** The order history as a page asks for it and shows it. */
import type { OrderView } from "./desk";

export interface OrderHistoryFilter {
  readonly status: "all" | "open" | "closed";
  /** Empty for any; an underlying or a whole option symbol. */
  readonly symbol: string;
  readonly kind: "all" | "equity" | "option";
  readonly side: "all" | "buy" | "sell";
  /** The order before the page; null for the first page. */
  readonly before: string | null;
}

export interface OrderHistoryView {
  readonly filter: OrderHistoryFilter;
  readonly orders: readonly OrderView[];
  /** Where the next page begins; null when there is none. */
  readonly next: string | null;
}
