/** Watchlists (alpaca-wire.md §1.12): what is sent to make and change them, and what is answered. */
import { z } from "zod";
import { AssetBody } from "./asset";

const SYMBOLS_MAX = 500;
const SYMBOL_LENGTH_MAX = 32;

/** Any text without control characters, which a database does not keep. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^\P{Cc}+$/u);
const SymbolText = z.string().trim().min(1).max(SYMBOL_LENGTH_MAX);
/** alpaca-py and the JS SDK may send nulls among them. */
const Symbols = z
  .array(SymbolText.nullable())
  .max(SYMBOLS_MAX)
  .transform((symbols) => [...new Set(symbols.filter((symbol) => symbol !== null))]);

export const NewWatchlist = z.object({ name: Name, symbols: Symbols.nullish() });
export const WatchlistChange = z.object({ name: Name.nullish(), symbols: Symbols.nullish() });
export const WatchlistSymbol = z.object({ symbol: SymbolText });

const WatchlistHead = z.strictObject({
  id: z.uuid(),
  account_id: z.uuid(),
  name: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
/** In a list of lists the assets are left out. */
export const WatchlistSummary = WatchlistHead.meta({ id: "WatchlistSummary" });
export const WatchlistBody = WatchlistHead.extend({ assets: z.array(AssetBody) }).meta({
  id: "Watchlist",
});

interface WatchlistFacts {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Writes a watchlist without what is on it. */
export function alpacaWatchlist(facts: WatchlistFacts): z.infer<typeof WatchlistSummary> {
  return {
    id: facts.id,
    account_id: facts.accountId,
    name: facts.name,
    created_at: facts.createdAt.toISOString(),
    updated_at: facts.updatedAt.toISOString(),
  };
}
