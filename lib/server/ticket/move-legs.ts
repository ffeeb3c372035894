/** Moves the options of a ticket to the next listed strike or expiry, one leg or all together. */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import type { LegMove } from "@/lib/wire/raxx/strategies";
import type { TicketLeg } from "@/lib/wire/raxx/ticket";
import type { Caller, Deps } from "../deps";
import { loadExpiries, loadSeries } from "../desk/load-chain";
import { nearestStrike } from "./nearest-strike";

/** Why nothing was moved. */
export type NoMove = "end_of_list" | "same_contract" | "no_options";

/** The legs after the move. */
export async function moveLegs(
  deps: Pick<Deps, "webPool" | "catalog" | "marketClock">,
  { feed }: Pick<Caller, "feed">,
  { legs, symbol, what, by }: LegMove,
): Promise<readonly TicketLeg[] | NoMove> {
  const instruments = await deps.catalog.findInstruments(legs.map((leg) => leg.symbol));
  const today = newYorkOf(deps.marketClock.nowMs(feed)).date;
  const moved: TicketLeg[] = [];
  for (const leg of legs) {
    const series = instruments.get(leg.symbol);
    const isMeant = symbol === null || symbol === leg.symbol;
    if (series?.kind !== "option" || !isMeant) {
      moved.push(leg);
      continue;
    }
    const next =
      what === "strike"
        ? await nextStrike(deps, series, by)
        : await nextExpiry(deps, series, by, today);
    if (next === undefined) return "end_of_list";
    moved.push({ ...leg, symbol: next.symbol });
  }
  if (moved.every((leg, index) => leg === legs[index])) return "no_options";
  return new Set(moved.map((leg) => leg.symbol)).size < moved.length ? "same_contract" : moved;
}

type Store = Pick<Deps, "webPool" | "catalog">;

async function nextStrike(
  deps: Store,
  series: OptionSeries,
  by: LegMove["by"],
): Promise<OptionSeries | undefined> {
  const { underlying, expiryDate, right } = series;
  const all = await loadSeries(deps, underlying, expiryDate);
  const listed = all.filter((one) => one.right === right);
  const at = listed.findIndex(({ symbol }) => symbol === series.symbol);
  return at < 0 ? undefined : listed[at + by];
}

/** At the next date the same strike, or the one nearest to it. */
async function nextExpiry(
  deps: Store,
  series: OptionSeries,
  by: LegMove["by"],
  today: string,
): Promise<OptionSeries | undefined> {
  const dates = (await loadExpiries(deps, series.underlying, today)).map(({ date }) => date);
  const date = dates[dates.indexOf(series.expiryDate) + by];
  if (date === undefined || !dates.includes(series.expiryDate)) return undefined;
  return nearestStrike(await loadSeries(deps, series.underlying, date), series);
}
