import type { Scope } from "@/lib/wire/raxx/scope";

/** What an app may do with a scope, to the user who lets it in. */
export const SCOPE_WORDS: { readonly [S in Scope]: string } = {
  read: "See its orders, positions, balances and history",
  trade: "Place, change and cancel simulated orders in it",
  data: "Read market data at your plan's delay",
  "account:write": "Change its settings and reset it",
};
