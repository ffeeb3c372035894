/** How the account's button looks, before its menu is loaded and after. */
export const ACCOUNTS_BUTTON =
  "inline-flex h-8 min-w-0 items-center gap-1 rounded-md px-1.5 font-semibold hover:bg-raised";
