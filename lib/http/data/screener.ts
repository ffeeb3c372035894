/** GET /v1beta1/screener/…, from our own data (alpaca-wire.md §5.3). */
import { formatUtc } from "@/lib/engine/calendar/new-york";
import { screened } from "@/lib/server/data/screener";
import { choiceOf, limitOf } from "@/lib/wire/alpaca/data-query";
import type { Handler } from "../call";
import { stockWorld } from "./feed";

const ACTIVES = { max: 100, usual: 10 } as const;
const MOVERS = { max: 50, usual: 10 } as const;

/** The stocks traded most today, by volume or by number of trades. */
export const getMostActives: Handler = async (call) => {
  const by = choiceOf(call.query, "by", ["volume", "trades"]) ?? "volume";
  const top = limitOf(call.query, ACTIVES, "top");
  const world = await stockWorld(call);
  const { actives, lastUpdated } = await screened(call.deps, world);
  const key = by === "volume" ? "volume" : "trade_count";
  const sorted = [...actives].sort((a, b) => b[key] - a[key]);
  const body = { most_actives: sorted.slice(0, top), last_updated: lastUpdated };
  return { status: 200, body, feed: world.feed };
};

/** The stocks that rose and fell most since the close before. */
export const getStockMovers: Handler = async (call) => {
  const top = limitOf(call.query, MOVERS, "top");
  const world = await stockWorld(call);
  const { movers, lastUpdated } = await screened(call.deps, world);
  const gainers = movers.filter(({ change }) => change > 0).slice(0, top);
  const losers = movers
    .filter(({ change }) => change < 0)
    .reverse()
    .slice(0, top);
  const body = { gainers, losers, market_type: "stocks", last_updated: lastUpdated };
  return { status: 200, body, feed: world.feed };
};

/** Raxx lists no coins: nothing moves. */
export const getCryptoMovers: Handler = async (call) => {
  limitOf(call.query, MOVERS, "top");
  const world = await stockWorld(call);
  const last_updated = formatUtc(world.nowMs);
  const body = { gainers: [], losers: [], market_type: "crypto", last_updated };
  return { status: 200, body, feed: world.feed };
};
