/** Scopes as Alpaca's OAuth spells them (alpaca-wire.md §6): reading is implied, trading is `trading`. */
import type { Scope } from "./scope";

const WORDS: readonly { readonly word: string; readonly scope: Scope }[] = [
  { word: "account:write", scope: "account:write" },
  { word: "trading", scope: "trade" },
  { word: "data", scope: "data" },
];

/** Reads a space-separated list; null when a word is no scope. */
export function parseOauthScopes(text: string): readonly Scope[] | null {
  const words = text.split(/[ +]+/).filter((word) => word !== "");
  const known = words.map((word) => WORDS.find((one) => one.word === word)?.scope);
  if (known.some((scope) => scope === undefined)) return null;
  return ["read", ...WORDS.map(({ scope }) => scope).filter((scope) => known.includes(scope))];
}

/** Writes what was granted. */
export function oauthScopesText(scopes: readonly string[]): string {
  return WORDS.filter(({ scope }) => scopes.includes(scope))
    .map(({ word }) => word)
    .join(" ");
}
