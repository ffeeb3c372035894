/** /v2/watchlists, by id and by name (alpaca-wire.md §1.12). */
import {
  addSymbol,
  changeWatchlist,
  createWatchlist,
  deleteWatchlist,
  findWatchlist,
  listWatchlists,
  removeSymbol,
  type Watchlist,
  type WatchlistKey,
  type WatchlistOutcome,
} from "@/lib/server/watchlists/watchlists";
import { alpacaAsset } from "@/lib/wire/alpaca/asset";
import { assetNotFound } from "@/lib/wire/alpaca/order-value";
import { badField, notFound, unprocessable } from "@/lib/wire/alpaca/refusal";
import {
  alpacaWatchlist,
  NewWatchlist,
  WatchlistChange,
  WatchlistSymbol,
} from "@/lib/wire/alpaca/watchlist";
import {
  type Answer,
  type Call,
  type Handler,
  ok,
  param,
  Refused,
  refused,
  refuseField,
} from "../call";
import { readBody } from "./body";
import { given } from "./query";

const CONTROL = /\p{Cc}/u;
const NOT_FOUND = notFound("watchlist not found");

/** Lists the account's watchlists, without what is on them. */
export const getWatchlists: Handler = async ({ deps, caller }) =>
  ok((await listWatchlists(deps, caller)).map(alpacaWatchlist));

/** Makes one. */
export const postWatchlist: Handler = async (call) => {
  const { name, symbols } = readBody(NewWatchlist, call.body);
  const listed = await knownSymbols(call, symbols ?? []);
  return answerOf(call, await createWatchlist(call.deps, call.caller, { name, symbols: listed }));
};

/** One with its assets. */
export const getWatchlist: Handler = async (call) => {
  const found = await findWatchlist(call.deps, call.caller, keyOf(call));
  return found === null ? refused(NOT_FOUND) : ok(await show(call, found));
};

/** Gives it another name, other symbols, or both. */
export const putWatchlist: Handler = async (call) => {
  const key = keyOf(call);
  const { name = null, symbols } = readBody(WatchlistChange, call.body);
  const listed =
    symbols === undefined || symbols === null ? null : await knownSymbols(call, symbols);
  const change = { name, symbols: listed };
  return answerOf(call, await changeWatchlist(call.deps, call.caller, key, change));
};

/** Puts an asset on it. */
export const postWatchlistSymbol: Handler = async (call) => {
  const key = keyOf(call);
  const { symbol } = readBody(WatchlistSymbol, call.body);
  const [listed = symbol] = await knownSymbols(call, [symbol]);
  return answerOf(call, await addSymbol(call.deps, call.caller, key, listed));
};

/** Takes an asset off it. */
export const deleteWatchlistSymbol: Handler = async (call) => {
  const symbol = param(call, "symbol");
  const found = await findWatchlist(call.deps, call.caller, keyOf(call));
  if (found === null) return refused(NOT_FOUND);
  if (!found.symbols.includes(symbol)) return refused(assetMissing(symbol));
  return answerOf(call, await removeSymbol(call.deps, call.caller, { id: found.id }, symbol));
};

/** Ends it. */
export const removeWatchlist: Handler = async (call) =>
  (await deleteWatchlist(call.deps, call.caller, keyOf(call)))
    ? { status: 204 }
    : refused(NOT_FOUND);

/** The id in the path, or the name in the query of `watchlists:by_name`. */
function keyOf({ params, query }: Call): WatchlistKey {
  if (params.id !== undefined) return { id: params.id };
  const name = given(query, "name");
  if (name === null) return refuseField("watchlist name is required");
  // No list can have such a name, and the database would not take the question.
  return CONTROL.test(name) ? refuseField("invalid name") : { name };
}

/** The symbols, when all are stocks that can be listed. */
async function knownSymbols(
  { deps }: Call,
  symbols: readonly string[],
): Promise<readonly string[]> {
  const assets = await deps.catalog.listAssets();
  const unknown = symbols.find((symbol) => !assets.has(symbol));
  if (unknown !== undefined) throw new Refused(assetNotFound(unknown));
  return symbols;
}

async function answerOf(call: Call, outcome: WatchlistOutcome): Promise<Answer> {
  switch (outcome.kind) {
    case "done":
      return ok(await show(call, outcome.watchlist));
    case "not_found":
      return refused(NOT_FOUND);
    case "name_taken":
      return refused(badField("watchlist name must be unique"));
    case "too_many":
      return refused(unprocessable("an account may have 200 watchlists"));
  }
}

/** What left the catalog since is not shown. */
async function show({ deps }: Call, watchlist: Watchlist) {
  const assets = await deps.catalog.listAssets();
  const listed = watchlist.symbols.flatMap((symbol) => assets.get(symbol) ?? []);
  return { ...alpacaWatchlist(watchlist), assets: listed.map(alpacaAsset) };
}

function assetMissing(symbol: string) {
  return notFound(`asset not found for ${symbol.slice(0, 64)}`);
}
