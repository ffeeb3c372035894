/** Candles from the data account, ending at the caller's own market time: delayed means delayed. */
import { barEndMs, parseTimeframe } from "@/lib/wire/alpaca/timeframe";
import type { BarsView } from "@/lib/wire/raxx/desk";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { findUpstream } from "../market/find-upstream";
import { missingSeconds } from "./missing-seconds";
import { feedLabel } from "./quote-view";

const DAY_MS = 24 * 60 * 60_000;
/** How far each timeframe looks back: a few hundred candles, weekends included. */
const LOOK_BACK_DAYS: Readonly<Record<string, number>> = {
  "1Min": 2,
  "5Min": 6,
  "15Min": 14,
  "1Hour": 45,
  "1Day": 540,
  "1Week": 1_500,
  "1Month": 3_650,
};
const BARS_MAX = 1_000;
/** Loads candles of a symbol the catalog knows. */
export async function loadBars(
  deps: Deps,
  caller: Pick<Caller, "feed">,
  symbol: string,
  timeframe: string,
): Promise<BarsView> {
  const days = LOOK_BACK_DAYS[timeframe];
  const parsed = parseTimeframe(timeframe);
  if (days === undefined || parsed === null) throw new AppError("bad_request", "unknown timeframe");
  if (!(await deps.catalog.listAssets()).has(symbol))
    throw new AppError("not_found", "symbol not found");
  await deps.marketClock.refresh();
  const nowMs = deps.marketClock.nowMs(caller.feed);
  const upstream = await findUpstream(deps);
  const { bars } = await upstream.alpaca.marketData.stocks.stockBars({
    symbols: symbol,
    timeframe,
    start: new Date(nowMs - days * DAY_MS),
    end: new Date(nowMs),
    limit: BARS_MAX,
    sort: "desc",
    feed: upstream.stockFeed,
  });
  // A candle that is not over in the caller's world holds prices from after it: the delayed world
  // sees it only when it is complete.
  const isKnown = (atMs: number) => caller.feed === "real_time" || barEndMs(atMs, parsed) <= nowMs;
  const found = (bars[symbol] ?? []).filter(({ t }) => isKnown(new Date(t).getTime())).reverse();
  const label = feedLabel(deps.marketClock.market, caller.feed);
  return {
    symbol,
    timeframe,
    bars: found.map(({ t, o, h, l, c, v }) => ({
      // The SDK leaves times inside symbol-keyed maps as text, whatever its types say.
      time: Math.floor(new Date(t).getTime() / 1_000),
      open: o,
      high: h,
      low: l,
      close: c,
      volume: v,
    })),
    asOfMs: nowMs,
    missingSeconds: missingSeconds(nowMs, label.delaySeconds),
    label,
  };
}
