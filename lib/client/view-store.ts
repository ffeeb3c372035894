/** What the trader is looking at: symbol, expiry, tab, and whether the side shows ticket or fill. */
import { createStore, type StoreApi } from "zustand/vanilla";

/** Parts of the account book; an address names one by `book`. */
export const BOOK_TABS = ["positions", "orders", "fills", "account"] as const;
export type BookTab = (typeof BOOK_TABS)[number];
type SideView = { readonly kind: "ticket" } | { readonly kind: "fill"; readonly id: string };

export interface ViewState {
  readonly symbol: string;
  /** Null for the expiry the server picks. */
  readonly expiryDate: string | null;
  /** The chain over the whole width, above the chart. */
  readonly chainWide: boolean;
  readonly bookTab: BookTab;
  /** The book of the symbol on screen alone. */
  readonly ofSymbol: boolean;
  /** On a phone one part is visible at a time. */
  readonly phonePart: "market" | "book";
  readonly side: SideView;
  /** Below 1280 px the side is a sheet; this says whether it is open. */
  readonly sheetOpen: boolean;
  /** The order whose fill takes the focus when it comes: the one just placed here. */
  readonly awaitedOrderId: string | null;
}

export type ViewStore = StoreApi<ViewState>;

/** Makes the view of a freshly opened desk. */
export function createViewStore({
  symbol,
  expiryDate,
  sheetOpen,
  startsAt,
}: Pick<ViewState, "symbol" | "expiryDate" | "sheetOpen"> & {
  readonly startsAt: "market" | BookTab;
}): ViewStore {
  return createStore<ViewState>(() => ({
    symbol,
    expiryDate,
    chainWide: false,
    bookTab: startsAt === "market" ? "positions" : startsAt,
    ofSymbol: false,
    phonePart: startsAt === "market" ? "market" : "book",
    side: { kind: "ticket" },
    sheetOpen,
    awaitedOrderId: null,
  }));
}

/** Shows another symbol; the address follows, so that a reload comes back to it. */
export function showSymbol(store: ViewStore, symbol: string, expiryDate: string | null): void {
  store.setState({ symbol, expiryDate });
  const url = new URL(location.href);
  url.searchParams.set("symbol", symbol);
  history.replaceState(history.state, "", url);
}

/** Shows the ticket, as a sheet where there is no room beside the chain. */
export function showTicket(store: ViewStore): void {
  store.setState({ side: { kind: "ticket" }, sheetOpen: true, awaitedOrderId: null });
}

/** Shows the card of a fill. */
export function showFill(store: ViewStore, id: string): void {
  store.setState({ side: { kind: "fill", id }, sheetOpen: true, awaitedOrderId: null });
}

/** Shows one part of the book, wherever the trader is. */
export function showBook(store: ViewStore, bookTab: BookTab): void {
  store.setState({ bookTab, phonePart: "book", sheetOpen: false });
}
