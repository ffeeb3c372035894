/** The close before today: what an account's day is measured from. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { type IsoDate, newYorkOf } from "@/lib/engine/calendar/new-york";
import { previousTradingDay } from "@/lib/engine/calendar/trading-calendar";
import { ZERO_MICROS } from "@/lib/engine/money";
import type { Caller, Deps } from "../deps";
import { type DayClose, listSnapshots } from "./list-snapshots";

const FIRST_DATE = "0000-01-01";
const ACCOUNTS_MAX = 20_000;

/** A close once written never changes, and what decides which one it is stands in the state. */
const known = new Map<string, { readonly key: string; readonly close: DayClose | null }>();

/** Finds it; null when no close of an earlier day is known and the account has traded. */
export async function lastDayOf(
  deps: Pick<Deps, "webPool">,
  caller: Caller,
  state: AccountState,
  nowMs: number,
): Promise<DayClose | null> {
  const { date: today } = newYorkOf(nowMs);
  const { lastSnapshot } = state.lifecycle;
  if (lastSnapshot === null) return openingDay(state, today);
  const key = `${state.epoch} ${lastSnapshot.date} ${today}`;
  const found = known.get(state.id);
  if (found?.key === key) return found.close ?? openingDay(state, today);
  const range = { epoch: state.epoch, from: FIRST_DATE, until: today };
  const [close = null] = await listSnapshots(deps, caller, range, 1);
  if (known.size >= ACCOUNTS_MAX) known.clear();
  known.set(state.id, { key, close });
  return close ?? openingDay(state, today);
}

/** An epoch that opened today, or never traded, began with its balance. */
function openingDay(state: AccountState, today: IsoDate): DayClose | null {
  const untouched = state.positions.size === 0 && state.cashMicros === state.startingCashMicros;
  if (!untouched && newYorkOf(state.openedAtMs).date !== today) return null;
  return {
    date: previousTradingDay(today).date,
    equityMicros: state.startingCashMicros,
    maintenanceMarginMicros: ZERO_MICROS,
  };
}
