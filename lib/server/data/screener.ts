/** What moves and what is traded most, from the snapshots of every stock we list (alpaca-wire.md §5.3). */
import { formatUtc } from "@/lib/engine/calendar/new-york";
import type { MostActive, Mover } from "@/lib/wire/alpaca/screener";
import type { Deps } from "../deps";
import type { DataWorld } from "./data-world";
import { stockSnapshots } from "./stock-latest";

export interface Screened {
  readonly lastUpdated: string;
  readonly actives: readonly MostActive[];
  /** By percent of change, the greatest rise first; what did not move is absent. */
  readonly movers: readonly Mover[];
}

/** Everybody asks for the same list: it is made again this often. */
const FRESH_MS = 15_000;
const made = new WeakMap<Deps, Map<string, { readonly atMs: number; list: Promise<Screened> }>>();

/** The lists of a world, a few seconds old at most. */
export function screened(deps: Deps, world: DataWorld): Promise<Screened> {
  const lists = made.get(deps) ?? new Map();
  made.set(deps, lists);
  const nowMs = deps.clock.nowMs();
  const known = lists.get(world.feed);
  if (known !== undefined && nowMs - known.atMs < FRESH_MS) return known.list;
  const list = screen(deps, world);
  lists.set(world.feed, { atMs: nowMs, list });
  // A failure is not kept: the next caller asks again.
  list.catch(() => lists.delete(world.feed));
  return list;
}

async function screen(deps: Deps, world: DataWorld): Promise<Screened> {
  const symbols = [...(await deps.catalog.listAssets()).keys()];
  const snapshots = Object.entries(await stockSnapshots(deps, world, symbols));
  const actives = snapshots.flatMap(([symbol, { dailyBar }]) =>
    dailyBar === null ? [] : [{ symbol, volume: dailyBar.v, trade_count: dailyBar.n }],
  );
  const movers = snapshots.flatMap(([symbol, { latestTrade, dailyBar, prevDailyBar }]) => {
    const price = latestTrade?.p ?? dailyBar?.c ?? 0;
    const before = prevDailyBar?.c ?? 0;
    if (price <= 0 || before <= 0 || price === before) return [];
    const change = rounded(price - before);
    return [{ symbol, price, change, percent_change: rounded((100 * (price - before)) / before) }];
  });
  movers.sort((a, b) => b.percent_change - a.percent_change);
  return { lastUpdated: formatUtc(world.nowMs), actives, movers };
}

/** Cents of a change and hundredths of a percent: more is noise of floats. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
