/** GET /v2/stocks/…/latest and snapshots, of several stocks or of one (alpaca-wire.md §5.1). */
import { type LatestKind, latestOfStocks, stockSnapshots } from "@/lib/server/data/stock-latest";
import { symbolOf, symbolsOf } from "@/lib/wire/alpaca/data-query";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Call, type Handler, param, Refused } from "../call";
import { stockWorld } from "./feed";

const SINGULAR: { readonly [K in LatestKind]: string } = {
  quotes: "quote",
  trades: "trade",
  bars: "bar",
};

/** The latest item of several stocks; unknown ones are absent. */
export function getLatest(kind: LatestKind): Handler {
  return async (call) => {
    const symbols = symbolsOf(call.query);
    const world = await stockWorld(call);
    const items = await latestOfStocks(call.deps, world, kind, symbols);
    return { status: 200, body: { [kind]: items }, feed: world.feed };
  };
}

/** The latest item of one stock. */
export function getLatestOfOne(kind: LatestKind): Handler {
  return async (call) => {
    const symbol = await listed(call);
    const world = await stockWorld(call);
    const item = (await latestOfStocks(call.deps, world, kind, [symbol]))[symbol];
    if (item === undefined) throw new Refused(notFound(`no ${SINGULAR[kind]} found for ${symbol}`));
    return { status: 200, body: { symbol, [SINGULAR[kind]]: item }, feed: world.feed };
  };
}

/** Snapshots by symbol, without an envelope. */
export const getSnapshots: Handler = async (call) => {
  const symbols = symbolsOf(call.query);
  const world = await stockWorld(call);
  return { status: 200, body: await stockSnapshots(call.deps, world, symbols), feed: world.feed };
};

/** The snapshot of one stock. */
export const getSnapshotOfOne: Handler = async (call) => {
  const symbol = await listed(call);
  const world = await stockWorld(call);
  const snapshot = (await stockSnapshots(call.deps, world, [symbol]))[symbol];
  if (snapshot === undefined) throw new Refused(notFound(`no snapshot found for ${symbol}`));
  return { status: 200, body: { symbol, ...snapshot }, feed: world.feed };
};

async function listed(call: Call): Promise<string> {
  const symbol = symbolOf(param(call, "symbol"));
  const assets = await call.deps.catalog.listAssets();
  if (!assets.has(symbol)) throw new Refused(notFound(`symbol not found: ${symbol}`));
  return symbol;
}
