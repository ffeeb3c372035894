/** How the symbol's button looks, before its search is loaded and after. */
export const SYMBOL_BUTTON =
  "inline-flex h-9 items-center gap-1 rounded-md border border-control px-2.5 text-lg font-semibold tracking-tight hover:bg-raised";
