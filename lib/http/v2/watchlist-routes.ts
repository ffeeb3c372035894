/** Watchlists: alpaca-wire.md §1.12. */
import { z } from "zod";
import {
  NewWatchlist,
  WatchlistBody,
  WatchlistChange,
  WatchlistSummary,
  WatchlistSymbol,
} from "@/lib/wire/alpaca/watchlist";
import type { Contract } from "../contract";
import type { Route } from "../router";
import {
  deleteWatchlistSymbol,
  getWatchlist,
  getWatchlists,
  postWatchlist,
  postWatchlistSymbol,
  putWatchlist,
  removeWatchlist,
} from "./watchlists";

const tag = "Watchlists";
const scope = "account:write";
const BY_ID = { params: z.object({ id: z.uuid() }) };
const BY_NAME = { query: z.object({ name: z.string() }) };
const ANSWERS = { 200: WatchlistBody };

export const WATCHLIST_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", pattern: "/v2/watchlists", scope: "read", handler: getWatchlists },
    contract: { tag, summary: "All watchlists", answers: { 200: z.array(WatchlistSummary) } },
  },
  {
    ...{ method: "POST", pattern: "/v2/watchlists", scope, handler: postWatchlist },
    contract: { tag, summary: "Make a watchlist", body: NewWatchlist, answers: ANSWERS },
  },
  ...keyed("/v2/watchlists/{id}", BY_ID),
  ...keyed("/v2/watchlists:by_name", BY_NAME),
  {
    ...{ method: "DELETE", pattern: "/v2/watchlists/{id}/{symbol}", scope },
    handler: deleteWatchlistSymbol,
    contract: {
      ...{ tag, summary: "Take an asset off a watchlist", answers: ANSWERS },
      params: BY_ID.params.extend({ symbol: z.string() }),
    },
  },
];

/** The same four for a watchlist by its id and by its name. */
function keyed(pattern: string, key: Pick<Contract, "params" | "query">): readonly Route[] {
  return [
    {
      ...{ method: "GET", pattern, scope: "read", handler: getWatchlist },
      contract: { ...key, tag, summary: "A watchlist with its assets", answers: ANSWERS },
    },
    {
      ...{ method: "PUT", pattern, scope, handler: putWatchlist },
      contract: {
        ...{ ...key, tag, summary: "Another name, other symbols, or both" },
        ...{ body: WatchlistChange, answers: ANSWERS },
      },
    },
    {
      ...{ method: "POST", pattern, scope, handler: postWatchlistSymbol },
      contract: {
        ...{ ...key, tag, summary: "Put an asset on a watchlist" },
        ...{ body: WatchlistSymbol, answers: ANSWERS },
      },
    },
    {
      ...{ method: "DELETE", pattern, scope, handler: removeWatchlist },
      contract: { ...key, tag, summary: "End a watchlist", answers: { 204: null } },
    },
  ];
}
