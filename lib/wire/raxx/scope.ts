/**
 * What a key or a token may do. Every route of the program API names the one scope it needs; a
 * session has them all. OAuth spells `trade` as Alpaca does, `trading` (alpaca-wire.md §6).
 */
export const SCOPES = ["read", "trade", "data", "account:write"] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether a word names a scope. */
export function isScope(word: string): word is Scope {
  return SCOPES.some((scope) => scope === word);
}
