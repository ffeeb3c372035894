/** GET /v1beta1/options/…/latest, snapshots and chains (alpaca-wire.md §5.2). */
import { latestOfOptions, optionChain, optionSnapshots } from "@/lib/server/data/option-latest";
import {
  askedInstant,
  choiceOf,
  dateIn,
  limitOf,
  pageTokenOf,
  strikeIn,
  symbolOf,
  symbolsOf,
  wordOf,
} from "@/lib/wire/alpaca/data-query";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Handler, param, Refused } from "../call";
import { optionWorld } from "./feed";

const OPTIONS_MAX = 100;
const CHAIN_LIMITS = { max: 1_000, usual: 100 } as const;

/** The latest quote or trade of several series; unknown ones are absent. */
export function getLatestOptions(kind: "quotes" | "trades"): Handler {
  return async (call) => {
    const symbols = symbolsOf(call.query, OPTIONS_MAX);
    const world = await optionWorld(call);
    const items = await latestOfOptions(call.deps, world, kind, symbols);
    return { status: 200, body: { [kind]: items }, feed: world.feed };
  };
}

/** Snapshots of several series. */
export const getOptionSnapshots: Handler = async (call) => {
  const symbols = symbolsOf(call.query, OPTIONS_MAX);
  const world = await optionWorld(call);
  const snapshots = await optionSnapshots(call.deps, world, symbols);
  return { status: 200, body: { snapshots, next_page_token: null }, feed: world.feed };
};

/** A chain, a page at a time. */
export const getOptionChain: Handler = async (call) => {
  const { deps, query } = call;
  const underlying = symbolOf(param(call, "underlying"));
  const filters = filtersOf(query);
  if (!(await deps.catalog.listAssets()).has(underlying)) {
    throw new Refused(notFound(`symbol not found: ${underlying}`));
  }
  const world = await optionWorld(call);
  const { snapshots, nextPageToken } = await optionChain(deps, world, { underlying, filters });
  return { status: 200, body: { snapshots, next_page_token: nextPageToken }, feed: world.feed };
};

function filtersOf(query: URLSearchParams) {
  const root = wordOf(query, "root_symbol");
  return {
    limit: String(limitOf(query, CHAIN_LIMITS)),
    page_token: pageTokenOf(query),
    updated_since: askedInstant(query, "updated_since"),
    type: choiceOf(query, "type", ["call", "put"]),
    strike_price_gte: textOf(strikeIn(query, "strike_price_gte")),
    strike_price_lte: textOf(strikeIn(query, "strike_price_lte")),
    expiration_date: dateIn(query, "expiration_date"),
    expiration_date_gte: dateIn(query, "expiration_date_gte"),
    expiration_date_lte: dateIn(query, "expiration_date_lte"),
    root_symbol: root === null ? null : symbolOf(root),
  };
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}
